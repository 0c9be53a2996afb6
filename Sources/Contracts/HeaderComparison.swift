import GateModel

/// Compares the headers of one operation's answers.
///
/// A header that differs between the baseline's two runs, for any input, is held to be present only; one that
/// is in only one of the two runs is not held to anything.
struct HeaderComparison {
    private let exchanges: [Exchange]
    private let ignored: Set<String>
    private var volatile: Set<String> = []
    private var sometimes: Set<String> = []

    init(_ exchanges: [Exchange], ignored: Set<String>) {
        self.exchanges = exchanges
        self.ignored = ignored
        for exchange in exchanges {
            let first = fields(of: exchange.baseline.first)
            let again = fields(of: exchange.baseline.again)
            for name in Set(first.keys).union(again.keys) {
                switch (first[name], again[name]) {
                case (let first?, let again?): if first != again { volatile.insert(name) }
                case (nil, _), (_, nil): sometimes.insert(name)
                }
            }
        }
    }

    func compare(into findings: inout Findings) {
        for exchange in exchanges {
            let baseline = fields(of: exchange.baseline.first)
            let candidate = fields(of: exchange.candidate)
            for name in Set(baseline.keys).union(candidate.keys).subtracting(sometimes) {
                judge(
                    name, baseline[name], candidate[name], exchange: exchange, into: &findings)
            }
        }
    }

    private func judge(
        _ name: String, _ baseline: [String]?, _ candidate: [String]?, exchange: Exchange,
        into findings: inout Findings
    ) {
        func add(_ kind: Difference.Kind, _ severity: Difference.Severity) {
            findings.add(kind, severity, at: .header(name), input: exchange.input) {
                (
                    exchange.baseline.first.header(name) ?? "absent",
                    exchange.candidate.header(name) ?? "absent"
                )
            }
        }
        let isContentType = name == "content-type"
        switch (baseline, candidate) {
        case (nil, nil): return
        case (nil, _?): add(.headerAdded, .info)
        case (_?, nil):
            let kind = isContentType ? Difference.Kind.contentTypeChanged : .headerRemoved
            add(kind, HeaderRules.severityOfRemoval(name))
        case (let baseline?, let candidate?):
            let isSame =
                volatile.contains(name)
                ? !isContentType || baseline.first == candidate.first : baseline == candidate
            if isSame { return }
            add(isContentType ? .contentTypeChanged : .headerChanged, HeaderRules.severityOfChange(name))
        }
    }

    /// Values as they are compared, by name in lower case; a content type's essence comes first.
    private func fields(of answer: ObservedAnswer.Answer) -> [String: [String]] {
        let names = Set(answer.headers.map { $0.name.lowercased() })
            .subtracting(HeaderRules.ignored).subtracting(ignored)
        return names.reduce(into: [:]) { fields, name in
            fields[name] = answer.header(name).map { HeaderRules.comparable(name, $0) }
        }
    }
}
