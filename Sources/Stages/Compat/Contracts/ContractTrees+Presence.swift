import GateModel
import Glibc
import Measuring

extension ContractTrees {
    /// Which of the two revisions have what is to be compared.
    enum Presence {
        case both
        case onlyBaseline
        case onlyCandidate
        case neither

        init(baseline: Bool, candidate: Bool) {
            self =
                baseline
                ? (candidate ? .both : .onlyBaseline) : (candidate ? .onlyCandidate : .neither)
        }
    }

    /// Of a path in both checkouts, as their builds left them.
    ///
    /// - Throws: where a path leads out of a checkout, such as to the other revision's, over a symbolic link.
    func presence(of path: String) throws(MeasuringError) -> Presence {
        try presence(of: path, in: (context.baseline.checkout, context.candidate.checkout))
    }

    func presence(
        of path: String, in roots: (baseline: String, candidate: String)
    ) throws(MeasuringError) -> Presence {
        Presence(
            baseline: try place(of: path, in: roots.baseline, .baseline) != nil,
            candidate: try place(of: path, in: roots.candidate, .candidate) != nil)
    }

    func place(of path: String, in subject: Subject) throws(MeasuringError) -> String? {
        try place(of: path, in: subject.checkout, subject.side)
    }

    /// Where a path of the repository lies below a root, links resolved; nil where there is nothing.
    func place(of path: String, in root: String, _ side: Side) throws(MeasuringError) -> String? {
        guard let found = resolved("\(root)/\(path)") else { return nil }
        guard let top = resolved(root), found == top || found.hasPrefix(top + "/") else {
            throw MeasuringError(
                .notComparable, "'\(path)' of the \(side.rawValue) is a link out of its checkout")
        }
        return found
    }

    private func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// Nil where both have it, so that it can be compared.
    ///
    /// What vanished breaks whoever used it. What is new can break nobody, but nothing shows that it is not an old
    /// promise under a new name, so it is no pass: it is declared once a revision that has it is deployed.
    func unpaired(_ presence: Presence, _ what: String, hint: String = "") -> CheckedContract? {
        let name = "\(what) '\(contract.subject)'"
        switch presence {
        case .both: return nil
        case .onlyBaseline:
            let removed = Difference(
                contract: contract.contract, subject: contract.subject,
                kind: Difference.Kind(rawValue: "\(what.split(separator: " ").last ?? "subject")-removed"),
                severity: .breaking, operation: contract.subject, place: "", baseline: "present",
                candidate: "removed", text: "the candidate has no \(name)\(hint)")
            return CheckedContract(differences: [removed])
        case .onlyCandidate:
            let detail =
                "the baseline has no \(name): nothing is promised yet; "
                + "declare it once a revision that has it is deployed"
            return CheckedContract(failure: Inconclusive(.notComparable, detail))
        case .neither:
            return CheckedContract(
                failure: Inconclusive(.notComparable, "neither revision has a \(name)\(hint)"))
        }
    }
}
