import Contracts
import GateModel
import Measuring
import Processes

extension ContractTrees {
    /// Through buf, with its rules for generated code; settings in the trees are not read, so that none can ignore a rule.
    func compareProtobuf(_ directory: String) async throws(MeasuringError) -> CheckedContract {
        let roots = try exported()
        let presence = try presence(of: directory, in: roots)
        if let unpaired = unpaired(presence, "protobuf directory") { return unpaired }
        guard let old = try place(of: directory, in: roots.baseline, .baseline),
            let new = try place(of: directory, in: roots.candidate, .candidate)
        else { throw MeasuringError(.notComparable, "'\(directory)' is gone") }
        let version = try await version(of: .buf)
        let settings = "{\"version\":\"v1\"}"
        let result = try await run(
            .buf,
            [
                "buf", "breaking", new, "--against", old, "--error-format", "json", "--config", settings,
                "--against-config", settings,
            ])
        // 100: it found something.
        guard result.end == .exited(0) || result.end == .exited(100) else { throw failure("buf", result) }
        let report = try read("buf", result) { () throws(NotUnderstood) in
            try .buf(result.output.bytes, directory: directory, below: new + "/")
        }
        guard (result.end == .exited(0)) == report.differences.isEmpty else { throw failure("buf", result) }
        return checked(report, by: version)
    }
}
