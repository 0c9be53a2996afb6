import GateModel

extension JSONContract {
    /// So many answers of the baseline's have to show something before none of the candidate's is a difference.
    ///
    /// The baseline gives two of three answers. If nothing had changed, all `k` answers that show something would be
    /// among its two thirds with a probability of at most (2/3)^k, which is below 1 % from 12 on.
    static let tellingAnswers = 12

    /// Compares how often things were there over all samples, which no single answer shows.
    ///
    /// Where the data are the same in every run, they are compared one by one and this adds nothing. It is for what
    /// is volatile: a member that some objects had and now none has, a value that was sometimes null and now always is,
    /// a list that now is always empty, a word of a set that does not come any more.
    ///
    /// - Parameter offered: the same of the candidate's answers; `inputs` are all that were compared.
    func judgeSamples(
        against offered: JSONContract, at path: [Step], inputs: Set<Int>,
        into findings: inout FoundDifferences
    ) {
        if isBroken { return }
        judgeNull(against: offered, at: path, inputs: inputs, into: &findings)
        judgeEmptiness(against: offered, at: path, inputs: inputs, into: &findings)
        judgeWords(against: offered, at: path, inputs: inputs, into: &findings)
        for (step, child) in children {
            let place = path + [step]
            if case .member = step {
                judgePresence(of: child, step, against: offered, at: place, inputs: inputs, into: &findings)
            }
            if let kept = offered.children[step] {
                child.judgeSamples(against: kept, at: place, inputs: inputs, into: &findings)
            }
        }
    }

    private func judgePresence(
        of child: JSONContract, _ step: Step, against offered: JSONContract, at path: [Step],
        inputs: Set<Int>, into findings: inout FoundDifferences
    ) {
        guard child.seen.answers >= Self.tellingAnswers, !child.isBroken, offered.objects > 0,
            !findings.have([.fieldRemoved], at: .body(path))
        else { return }
        let there = offered.children[step]?.values ?? 0
        let rates = (
            "in \(child.values) of \(objects) objects", "in \(there) of \(offered.objects) objects"
        )
        if there == 0 {
            findings.add(.fieldRemoved, .breaking, at: .body(path), inputs: inputs) { rates }
        } else if 3 * there * objects < child.values * offered.objects {
            findings.add(.fieldRarer, .warning, at: .body(path), inputs: inputs) { rates }
        }
    }

    private func judgeNull(
        against offered: JSONContract, at path: [Step], inputs: Set<Int>,
        into findings: inout FoundDifferences
    ) {
        guard types.contains(.null), notNull.answers >= Self.tellingAnswers, offered.values > 0,
            offered.notNull.answers == 0, !findings.have([.dataChanged], at: .body(path))
        else { return }
        findings.add(.alwaysNull, .breaking, at: .body(path), inputs: inputs) {
            (
                "not null in \(notNull.answers) of \(seen.answers) answers",
                "null in all \(offered.seen.answers)"
            )
        }
    }

    private func judgeEmptiness(
        against offered: JSONContract, at path: [Step], inputs: Set<Int>,
        into findings: inout FoundDifferences
    ) {
        guard filled.answers >= Self.tellingAnswers, offered.types.contains(.array),
            offered.filled.answers == 0, !findings.have([.itemsLost], at: .body(path))
        else { return }
        findings.add(.itemsLost, .breaking, at: .body(path), inputs: inputs) {
            ("items in \(filled.answers) of \(seen.answers) answers", "empty in all \(offered.seen.answers)")
        }
    }

    /// Fewer words narrow the answer: no break, but worth to be known.
    private func judgeWords(
        against offered: JSONContract, at path: [Step], inputs: Set<Int>,
        into findings: inout FoundDifferences
    ) {
        guard let set = strings.closedSet, offered.types.contains(.string),
            !findings.have([.dataChanged, .formatChanged], at: .body(path))
        else { return }
        let lost = set.filter { $0.value >= Self.tellingAnswers && !offered.strings.contains($0.key) }
        if lost.isEmpty { return }
        findings.add(.valueLost, .info, at: .body(path), inputs: inputs) {
            ("one of " + Self.list(set), "never " + Self.list(lost))
        }
    }
}
