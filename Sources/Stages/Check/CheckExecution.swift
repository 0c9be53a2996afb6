import GateModel
import Glibc
import Measuring
import Processes

/// One run of a check, with more than evidence keeps of it.
struct CheckExecution {
    let observed: CheckRun.Execution
    /// Cases of its report that passed, in its order; empty where none is read.
    let passed: [String]
    /// All cases that were run.
    let named: Set<String>
    /// Of the candidate: those that it has otherwise than the baseline, whose were run.
    let scripts: [String]

    /// In characters.
    private static let outputLimit = 2000
    /// In bytes.
    private static let largestReport: Int64 = 64 << 20

    /// - Parameter report: Where the command may have written one; nil: none is read.
    init(_ end: ScriptEnd, _ result: CommandResult, in command: Command, report: String?, scripts: [String]) {
        self.scripts = scripts
        let text = result.output.text + result.errorOutput.text
        let refusals = command.sandbox.map { sandboxRefusals(in: [text], $0).map(\.text) } ?? []
        let output = ([String(text.suffix(Self.outputLimit))] + refusals.prefix(3)).joined(separator: "\n")
        let read = report.map { Self.read($0, masks: command.masks) }
        var cases: [(name: String, failed: Bool)] = []
        let found: CheckRun.Report?
        switch read {
        case nil: found = nil
        case .failure(let why): found = .unread(why: why.text)
        case .success(let all):
            cases = all
            let failed = all.filter { $0.failed }.map { $0.name }
            found = .cases(CheckRun.Cases(count: all.count, failed: CheckRun.Names(failed)))
        }
        observed = CheckRun.Execution(end: end, output: output, report: found)
        passed = cases.filter { !$0.failed }.map { $0.name }
        named = Set(cases.map { $0.name })
    }

    private struct Unread: Error {
        let text: String
    }

    private static func read(
        _ path: String, masks: [String]
    ) -> Result<[(name: String, failed: Bool)], Unread> {
        var bytes: [UInt8] = []
        do throws(FileError) {
            try readPieces(of: path, limit: largestReport) { bytes += $0 }
        } catch {
            let why = error.code == ENOENT ? "nothing was written to PAWL_OUT" : "PAWL_OUT: \(error)"
            return .failure(Unread(text: String(why.prefix { $0 != "\n" })))
        }
        do throws(BenchmarkFormatError) {
            let report = try readReport(bytes, file: "PAWL_OUT", format: .junit)
            return .success(
                report.benchmarks.map { (name: masked($0.name, masks), failed: $0.failures > 0) })
        } catch {
            return .failure(Unread(text: masked(String("\(error)".prefix { $0 != "\n" }), masks)))
        }
    }

    private static func masked(_ text: String, _ masks: [String]) -> String {
        masks.sorted { $0.count > $1.count }.reduce(text) { $0.replacing($1, with: "***") }
    }
}
