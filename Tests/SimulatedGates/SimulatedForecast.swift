package import GateModel
import Judging

/// What `pawl plan` foretells of `median(response_time) <= +5%` on so many operations, without a gate that recorded noise.
///
/// - Parameter operations: As in ``SimulatedWholeGate``, which it is held against.
package func foretold(operations count: Int) -> [ComparisonForecast.Case] {
    let operations = (0..<count).map { "operation-\($0)" }
    let place = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
    let rule = Rule(
        id: "regress/median-response_time-rel", text: "median(response_time) <= +5%", position: place,
        statistic: .median, metric: Metric(.responseTime),
        condition: .compare(.lessOrEqual, .relativeShare(0.05), or: nil), operations: operations,
        warn: nil, mode: .enforce, onInconclusive: .block, because: nil)
    let stage = Stage(
        kind: .regress(Stage.Regress(pairs: nil, blocks: nil)), rules: [rule], operations: operations,
        within: nil, position: place)
    return forecastAssumingNoise(stage)?.cases ?? []
}
