import ArgumentParser
import GateModel

/// Judges numbers that somebody has already; needs neither a repository nor a pipeline.
struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract:
            "Judge numbers you have already: two reports, a limit, memory readings, a series of releases.",
        discussion: """
            Reads what hyperfine, k6, Locust, pytest-benchmark, google-benchmark, go test, JMH, Criterion, pyperf, JUnit
            and OpenMetrics write, or one number a line; '-' is standard input.

            Exit codes: 0 pass · 10 violation · 13 inconclusive · 64 usage · 65 bad input
            """,
        subcommands: [Ratio.self, Limit.self, Growth.self, Drift.self])
}

/// How a judgement is printed.
enum JudgeFormat: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
}

extension Verdict {
    /// The code of `pawl judge` that says it.
    var exitCode: ExitCode {
        switch self {
        case .pass: .success
        case .violation: .blocked
        case .inconclusive: .inconclusive
        }
    }
}

/// `5%` as a share.
struct Percentage: ExpressibleByArgument, CustomStringConvertible {
    let share: Double

    init(share: Double) { self.share = share }

    init?(argument: String) {
        guard argument.hasSuffix("%"), let number = Double("\(argument.dropLast())e-2"), number.isFinite,
            number >= 0
        else { return nil }
        share = number
    }

    var description: String { "\(significant(share * 100))%" }
}
