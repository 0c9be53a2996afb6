package import GateModel
import Glibc
import Judging
package import Statistics

/// What an operation costs on 1/4, 1/2 and 1 of the data, block by block with noise.
package struct SimulatedScaling: Sendable {
    /// Standard deviation of the logarithm of a cost, of each block and size by itself.
    package let deviation: Double

    package init(deviation: Double) {
        self.deviation = deviation
    }

    /// How the cost grows with the share of the data, and how much of it is fixed where all the data is there.
    package enum Growth: String, CaseIterable, Sendable {
        case constant
        /// By a seventh of the whole from 1/4 to 1: an index.
        case logarithmic
        case linear
        /// 80 % of the cost at the whole is fixed.
        case linearWithOverhead = "linear, 80 % fixed"
        /// n log n of 20,000 rows.
        case linearithmic = "n log n"
        case quadratic
        case quadraticWithOverhead = "quadratic, 80 % fixed"

        /// 1 at the whole, where `size` is 1.
        package func cost(_ size: Double) -> Double {
            switch self {
            case .constant: 1
            case .logarithmic: 1 + log(size) / log(20_000)
            case .linear: size
            case .linearWithOverhead: 0.8 + 0.2 * size
            case .linearithmic: size * (1 + log(size) / log(20_000))
            case .quadratic: size * size
            case .quadraticWithOverhead: 0.8 + 0.2 * size * size
            }
        }
    }

    /// As stage `scale` judges `exponent(response_time) <= limit` when it has measured as many blocks as it needs.
    package func verdict(
        _ cost: (Double) -> Double, atMost limit: Double, at amount: Rule.DataAmount? = nil,
        _ generator: inout SeededGenerator
    ) -> Verdict {
        let time = Metric(.responseTime)
        let blocks = (0..<40).map { _ in
            ScaledBlock(
                sizes: DataScale.allCases.map { scale in
                    [.value(0.01 * cost(scale.rawValue) * exp(deviation * normal(&generator)))]
                })
        }
        let scaling = ScalingRun(
            sizes: DataScale.allCases.map { scale in
                DataSize(
                    scale: scale,
                    counts: [
                        DataCount(
                            name: "rows", side: .candidate, counted: scale.share(of: 20_000), atLeast: 0)
                    ])
            },
            costs: [ScaledCosts(metric: time.name, operation: "search", blocks: blocks)])
        let here = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let rule = Rule(
            id: "scale/exponent-response_time-abs", text: "exponent", position: here, statistic: .exponent,
            metric: time, condition: .compare(.lessOrEqual, .absolute(limit), or: nil),
            operations: ["search"], at: amount, warn: nil, mode: .enforce, onInconclusive: .block,
            because: nil)
        let stage = Stage(
            kind: .scale(Stage.Scale(nil)), rules: [rule], operations: ["search"], within: nil, position: here
        )
        let pipeline = simulatedPipeline([stage])
        let run = StageRun(.scale(ScaleRun(scaling: scaling)))
        return judge(run, of: stage, in: pipeline, after: []).verdict
    }

    /// Of Box and Muller.
    private func normal(_ generator: inout SeededGenerator) -> Double {
        let radius = (-2 * log(1 - Double.random(in: 0..<1, using: &generator))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &generator))
    }
}
