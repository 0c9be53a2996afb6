import Contracts
import GateModel
import Measuring
import Processes

extension ObservedRun {
    /// Without what names the place and the revision: they differ from side to side, and mean nothing.
    init(_ outcome: OperationOutcome, of tool: RunningTool) {
        guard let result = outcome.result else {
            self.init(end: .otherwise(outcome.failure.map { "\($0)" } ?? "not run"))
            return
        }
        let end: End =
            if case .exited(let status) = result.end { .exited(Int(status)) } else {
                .otherwise("\(result.end)")
            }
        self.init(
            end: end, output: tool.placeless(result.output.bytes),
            errorOutput: tool.placeless(result.errorOutput.bytes), isWhole: result.output.omittedBytes == 0)
    }
}

extension RunningTool {
    /// Paths come out as the names that commands know them by, commits as PAWL_REVISION.
    fileprivate func placeless(_ bytes: [UInt8]) -> [UInt8] {
        let commit = subject.revision.commit.description
        let names: [(text: String, name: String)] =
            [(state.path, "PAWL_STATE"), (subject.checkout, "PAWL_CHECKOUT")]
            + ["HOME", "TMPDIR"].compactMap { name in subject.environment[name].map { ($0, name) } }
            + [40, 12, 10, 8, 7].map { (String(commit.prefix($0)), "PAWL_REVISION") }
        return names.filter { !$0.text.isEmpty && $0.text != "/" }.reduce(bytes) { bytes, place in
            bytes.replacing(Array(place.text.utf8), with: Array(place.name.utf8))
        }
    }
}
