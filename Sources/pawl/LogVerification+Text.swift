import DecisionLog
import GateModel

extension LogVerification {
    /// What `pawl log verify` says of one log: `9 entries verified`, or what is wrong where.
    func text(environment: String) -> String {
        let states = [EvidenceState.intact, .pruned, .notFetched, .altered].compactMap { state in
            let count = evidence.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }
        var lines = [
            "\(environment): \(size) \(size == 1 ? "entry" : "entries") verified, root \(root)",
            "  signed by  \(printable(signers.joined(separator: ", ")))",
            "  evidence   \(states.isEmpty ? "none" : states.joined(separator: ", "))",
        ]
        for check in evidence where check.state == .altered {
            lines.append("  entry \(check.index): error: its evidence '\(check.digest.name)' was altered")
        }
        if let evidenceProblem { lines.append("\(evidenceProblem)") }
        lines += ahead.map { "  \($0)" }
        if let notRemembered {
            lines.append(
                "  warning: this machine will not remember how far it goes: \(printable(notRemembered))")
        }
        if let brokenEntry { lines.append("\(brokenEntry)") }
        return lines.joined(separator: "\n")
    }
}
