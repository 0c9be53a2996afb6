import Contracts
import GateModel
import Measuring
import Processes

extension ContractTrees {
    /// Through a command of the pipeline's own, in the baseline's tree: like every instrument it is not the candidate's.
    func compare(by command: ComparisonCommand) async throws(MeasuringError) -> CheckedContract {
        var variables = base
        variables["PAWL_BASELINE"] = context.baseline.checkout
        variables["PAWL_CANDIDATE"] = context.candidate.checkout
        let result = try await run(
            command.run.line, named: contract.name, in: context.baseline.checkout, variables,
            masks: context.baseline.masks + context.candidate.masks)
        guard case .exited(let status) = result.end, let meaning = command.meaning(of: status),
            meaning != .failed
        else { throw failure(contract.name, result) }
        var report = SignatureReport([])
        if let format = command.format {
            report = try read(contract.name, result) { () throws(NotUnderstood) in
                try .command(result.output.bytes, format: format, subject: contract.subject)
            }
        }
        var checked = CheckedContract(differences: report.differences, note: "exit \(status)")
        if let severity = meaning.severity, !report.differences.contains(where: { $0.severity == severity }) {
            checked.differences.append(ended(status, severity, result.output.text))
        }
        return checked
    }

    /// What its exit status says and none of its findings does.
    private func ended(_ status: Int32, _ severity: Difference.Severity, _ output: String) -> Difference {
        let last = output.split(separator: "\n").last.map { String($0.prefix(200)) }
        return Difference(
            contract: .command, subject: contract.subject, kind: Difference.Kind(rawValue: "exit-status"),
            severity: severity, operation: contract.subject, place: "", change: "\(status)", baseline: "",
            candidate: "",
            text: ["it ended with exit \(status)", last].compactMap(\.self).joined(separator: ": "))
    }
}

extension ComparisonCommand.Meaning {
    fileprivate var severity: Difference.Severity? {
        switch self {
        case .breaking: .breaking
        case .warning: .warning
        case .pass, .failed: nil
        }
    }
}
