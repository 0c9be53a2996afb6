import GateModel
import Measuring
import Testing

@testable import Stages

/// What one run of a command says of an operation by the report that it wrote.
@Suite struct ReportedBlocksTests {
    private func operation(_ format: ReportFormat) -> DeclaredOperation {
        let run = DeclaredOperation.Run(
            command: .direct(["./bench"]), standardInput: "", status: 0,
            report: .init(format: format, benchmark: "a"))
        return DeclaredOperation(
            name: "parse", action: .run(run), weight: 1,
            position: FilePosition(file: "p.yaml", line: 1, column: 1))
    }

    private let metric = Metric(
        name: "response_time", unit: .time, better: .lower, source: .builtIn(.responseTime))

    private func outcome(_ text: String, _ format: ReportFormat) throws -> OperationOutcome {
        var outcome = OperationOutcome(exchanges: [], failure: nil)
        outcome.report = .success(try readReport(Array(text.utf8), file: "PAWL_OUT", format: format))
        return outcome
    }

    private func blocks(
        _ baseline: String, _ candidate: String, _ format: ReportFormat
    ) throws -> [Block] {
        let pair = OutcomePair(
            baseline: try outcome(baseline, format), candidate: try outcome(candidate, format))
        return try ReportedBlocks([operation(format)], [metric]).blocks([pair])
    }

    private static let whole = #"<testsuite name="s" tests="1"><testcase name="a" time="2"/></testsuite>"#

    @Test("the samples of the benchmark that the operation names, of each side")
    func samples() throws {
        let slower = Self.whole.replacing("time=\"2\"", with: "time=\"3\"")
        let blocks = try blocks(Self.whole, slower, .junit)
        #expect(blocks.map(\.baseline) == [[Observed(measured: 2)]])
        #expect(blocks.map(\.candidate) == [[Observed(measured: 3)]])
    }

    @Test("a report that contradicts itself, or has a failed case, is no observation")
    func flaws() throws {
        let short = Self.whole.replacing("tests=\"1\"", with: "tests=\"3\"")
        #expect {
            try blocks(Self.whole, short, .junit)
        } throws: {
            ($0 as? MeasuringError)?.inconclusive
                == Inconclusive(.contradicted(suite: "s", counter: .tests, declared: 3, found: 1)).about(
                    "candidate, 'parse'")
        }
        let failed = #"<testsuite><testcase name="a" time="2"><skipped/><failure/></testcase></testsuite>"#
        #expect {
            try blocks(Self.whole, failed, .junit)
        } throws: {
            ($0 as? MeasuringError)?.inconclusive
                == Inconclusive(.failed(operations: 1, checks: 0)).about("candidate, 'parse': 'a'")
        }
    }

    @Test("a summary has no samples, and failed checks are told apart from failed requests")
    func summary() throws {
        func summary(_ more: String) -> String {
            #"{"metrics": {"a": {"type": "trend", "contains": "time", "values": {"avg": 3}}\#(more)}}"#
        }
        let checks =
            #", "checks": {"type": "rate", "contains": "default", "values": {"passes": 1, "fails": 2}}"#
        for (more, flaw) in [
            ("", Inconclusive.ReportFlaw.summary(count: nil)), (checks, .failed(operations: 0, checks: 2)),
        ] {
            #expect {
                try blocks(summary(more), summary(more), .k6Summary)
            } throws: {
                ($0 as? MeasuringError)?.inconclusive == Inconclusive(flaw).about("baseline, 'parse': 'a'")
            }
        }
    }
}
