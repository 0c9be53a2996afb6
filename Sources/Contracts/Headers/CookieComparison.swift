import GateModel

/// Compares the cookies that one operation's answers set, by name; values and moments are never compared.
///
/// A cookie that only one of the baseline's two runs sets is not held to anything.
struct CookieComparison {
    private let exchanges: [Exchange]
    private var sometimes: Set<String> = []
    private var own: [String: Set<String>] = [:]

    init(_ exchanges: [Exchange]) {
        self.exchanges = exchanges
        for exchange in exchanges {
            let first = Self.cookies(of: exchange.baseline.first)
            let again = Self.cookies(of: exchange.baseline.again)
            sometimes.formUnion(Set(first.keys).symmetricDifference(again.keys))
            for (name, cookie) in first {
                guard let other = again[name] else { continue }
                let changes = cookie.changes(to: other) + other.changes(to: cookie)
                own[name, default: []].formUnion(changes.map(\.change))
            }
        }
    }

    func compare(into findings: inout FoundDifferences) {
        for exchange in exchanges {
            let baseline = Self.cookies(of: exchange.baseline.first)
            let candidate = Self.cookies(of: exchange.candidate)
            for name in Set(baseline.keys).union(candidate.keys).subtracting(sometimes).sorted() {
                for change in changes(of: name, baseline[name], candidate[name]) {
                    findings.add(
                        change.kind, change.severity, at: .header("set-cookie/" + name),
                        change: change.change, input: exchange.input
                    ) {
                        (Self.text(baseline[name]), Self.text(candidate[name]))
                    }
                }
            }
        }
    }

    private func changes(of name: String, _ baseline: Cookie?, _ candidate: Cookie?) -> [HeaderChange] {
        switch (baseline, candidate) {
        case (nil, nil): []
        case (nil, _?): [HeaderChange(kind: .cookieAdded, severity: .info)]
        case (_?, nil): [HeaderChange(kind: .cookieRemoved, severity: .breaking)]
        case (let baseline?, let candidate?):
            baseline.changes(to: candidate).filter { own[name]?.contains($0.change) != true }
        }
    }

    /// Of two cookies with one name the last counts, as in a browser.
    private static func cookies(of answer: ObservedAnswer.Answer) -> [String: Cookie] {
        answer.values(of: "set-cookie").reduce(into: [:]) { cookies, header in
            if let cookie = Cookie(header) { cookies[cookie.name] = cookie }
        }
    }

    /// `secure; samesite=lax`: what the cookie holds may be a secret.
    private static func text(_ cookie: Cookie?) -> String {
        guard let cookie else { return "absent" }
        let attributes = cookie.attributes.sorted { $0.key < $1.key }.map { name, value in
            value.isEmpty ? name : "\(name)=\(value)"
        }
        return attributes.isEmpty ? "no attributes" : attributes.joined(separator: "; ")
    }
}
