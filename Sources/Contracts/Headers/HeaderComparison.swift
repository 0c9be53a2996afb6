import GateModel

/// Compares the headers of one operation's answers that have one status on the baseline.
///
/// A change that the baseline's own two runs show for any input does not count: of a header with another value each time
/// only the presence is compared. A header that only one of the two runs has is not compared at all, unless many of the
/// baseline's answers have it and none of the candidate's.
struct HeaderComparison {
    private let exchanges: [Exchange]
    private let ignored: Set<String>
    private let asksForCodings: Bool
    private var own: [String: Set<HeaderChange>] = [:]
    /// Headers that only one of the two runs has for some input, with how many of the baseline's answers have them.
    private var sometimes: [String: Int] = [:]

    init(_ exchanges: [Exchange], ignored: Set<String>, asksForCodings: Bool) {
        self.exchanges = exchanges
        self.ignored = ignored
        self.asksForCodings = asksForCodings
        for exchange in exchanges {
            let (first, again) = (exchange.baseline.first, exchange.baseline.again)
            for name in names(of: first).symmetricDifference(names(of: again)) { sometimes[name] = 0 }
            for name in names(of: first).intersection(names(of: again)) {
                let (one, other) = (first.header(name), again.header(name))
                if one == other { continue }
                own[name, default: []].formUnion(changes(name, one, other) + changes(name, other, one))
            }
        }
        for name in sometimes.keys {
            sometimes[name] = exchanges.reduce(0) { count, exchange in
                [exchange.baseline.first, exchange.baseline.again].reduce(count) {
                    $0 + (names(of: $1).contains(name) ? 1 : 0)
                }
            }
        }
    }

    func compare(into findings: inout FoundDifferences) {
        for exchange in exchanges {
            let names = names(of: exchange.baseline.first).union(names(of: exchange.candidate))
            for name in names.subtracting(sometimes.keys) {
                let baseline = exchange.baseline.first.header(name)
                let candidate = exchange.candidate.header(name)
                for change in changes(name, baseline, candidate)
                where own[name]?.contains(change) != true {
                    findings.add(
                        change.kind, change.severity, at: .header(name), change: change.change,
                        input: exchange.input
                    ) {
                        (baseline ?? "absent", candidate ?? "absent")
                    }
                }
            }
        }
        for (name, answers) in sometimes where answers >= JSONContract.tellingAnswers {
            judgeSometimes(name, answers, into: &findings)
        }
    }

    private func judgeSometimes(_ name: String, _ answers: Int, into findings: inout FoundDifferences) {
        if exchanges.contains(where: { names(of: $0.candidate).contains(name) }) { return }
        for change in changes(name, "there", nil) {
            findings.add(
                change.kind, change.severity, at: .header(name), change: change.change,
                inputs: Set(exchanges.map(\.input))
            ) {
                ("in \(answers) of \(2 * exchanges.count) answers", "in none of \(exchanges.count)")
            }
        }
    }

    private func changes(_ name: String, _ baseline: String?, _ candidate: String?) -> [HeaderChange] {
        HeaderRules.changes(name, baseline, candidate, asksForCodings: asksForCodings)
    }

    /// In lower case; cookies are compared by themselves.
    private func names(of answer: ObservedAnswer.Answer) -> Set<String> {
        Set(answer.headers.map { $0.name.lowercased() })
            .subtracting(HeaderRules.ignored).subtracting(ignored).subtracting(["set-cookie"])
    }
}
