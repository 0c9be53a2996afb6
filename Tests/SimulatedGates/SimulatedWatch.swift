package import GateModel
import Glibc
import Judging
package import Statistics

/// A watch of one operation whose requests fail by chance, window by window.
package struct SimulatedWatch: Sendable {
    package let windows: Int
    /// In each window.
    package let requests: Int
    /// The rule is `errors <= limit`.
    package let limit: Double
    /// Among how many judgements the stage shares the level of a violation.
    package let judgements: Int

    package init(windows: Int = 40, requests: Int = 150, limit: Double = 0.01, judgements: Int = 1) {
        self.windows = windows
        self.requests = requests
        self.limit = limit
        self.judgements = judgements
    }

    /// How the share of failed requests goes over the windows.
    package enum Course: Sendable {
        case steady(Double)
        /// None before this window, counted from 0, and this share from there on.
        case late(Int, Double)
        /// On the average this share; each window has one of its own, spread as waiting times are.
        case bursts(Double)
        /// None, but in one window of twenty, which is chosen by chance, so many that it is this share on the average.
        case outages(Double)

        func share(in window: Int, _ generator: inout SeededGenerator) -> Double {
            switch self {
            case .steady(let share): share
            case .late(let first, let share): window < first ? 0 : share
            case .bursts(let share): min(1, -share * log(1 - Double.random(in: 0..<1, using: &generator)))
            case .outages(let share):
                Double.random(in: 0..<1, using: &generator) < 0.05 ? min(1, 20 * share) : 0
            }
        }
    }

    package func counts(_ course: Course, _ generator: inout SeededGenerator) -> [WindowCount] {
        (0..<windows).map { window in
            let share = course.share(in: window, &generator)
            let failures = (0..<requests).count { _ in Double.random(in: 0..<1, using: &generator) < share }
            return WindowCount(failures: failures, requests: requests)
        }
    }

    /// As the test alone decides.
    package func outcome(
        _ course: Course, _ generator: inout SeededGenerator
    ) throws(StatisticsError) -> ShownShare {
        let test = try WindowedShareTest(
            proportion: limit, alpha: 0.05, judgements: judgements, plannedWindows: windows)
        let counts = counts(course, &generator)
        if test.isViolated(by: counts) { return .more }
        return test.isPassed(by: counts) ? .within : .neither
    }

    package enum ShownShare: Sendable {
        case within
        case more
        case neither
    }

    /// As stage `watch` judges.
    package func verdict(_ course: Course, _ generator: inout SeededGenerator) -> Verdict {
        let errors = Metric(.errors)
        let seen = counts(course, &generator).map { count in
            let observed =
                Array(repeating: Observed.value(1), count: count.failures)
                + Array(repeating: .value(0), count: count.requests - count.failures)
            let samples = Samples(
                metric: errors.name, operation: "search", blocks: [Block(candidate: observed)])
            return WatchWindow(phase: .after, samples: [samples])
        }
        let here = FilePosition(file: "pipelines/simulated.yaml", line: 1, column: 1)
        let rule = Rule(
            id: "watch/errors-abs", text: "errors <= 1%", position: here, statistic: nil, metric: errors,
            condition: .compare(.lessOrEqual, .absolute(limit), or: nil), operations: ["search"], warn: nil,
            mode: .enforce, onInconclusive: .block, because: nil)
        let settings = Stage.Watch(
            url: "http://127.0.0.1:8080", before: .zero, after: .seconds(15 * windows), every: .seconds(15),
            sustained: nil, onInconclusive: .hold)
        let stage = Stage(
            kind: .watch(settings), rules: [rule], operations: ["search"], within: nil, position: here)
        let pipeline = simulatedPipeline([stage])
        return judge(StageRun(.watch(seen)), of: stage, in: pipeline, after: []).verdict
    }
}
