package import GateModel
import JSON

/// What a tool said about one declared contract.
package struct SignatureReport: Hashable, Sendable {
    /// No two with one fingerprint; breaking before warning before info, and those beyond
    /// ``Difference/mostOfOneContract`` summed up.
    package let differences: [Difference]
    /// What was left out of the comparison, each in a few words; where there is any, the rest shows nothing.
    package let gaps: [String]
    /// What was compared, for people: `31 modules`.
    package let scope: String?

    package init(_ differences: [Difference], gaps: [String] = [], scope: String? = nil) {
        self.differences = differences.withoutTwins.summedUp(beyond: Difference.mostOfOneContract)
        self.gaps = gaps
        self.scope = scope
    }
}

/// What a tool printed is not what it prints when it has compared something.
package struct NotUnderstood: Error, Hashable, CustomStringConvertible {
    package let description: String

    init(_ what: String) {
        description = what
    }

    init(_ error: JSONError) {
        description = "what it printed is no JSON: \(error.problem)"
    }
}

extension [Difference] {
    /// Those with one fingerprint as the most severe of them, with how many there were.
    ///
    /// A waiver names the fingerprint, so that it covers all of them or none.
    fileprivate var withoutTwins: [Difference] {
        let byName = Dictionary(grouping: self, by: \.fingerprint)
        let merged = byName.values.map { twins in
            let worst = twins.min { $0.sortKey < $1.sortKey } ?? twins[0]
            return twins.count == 1 ? worst : worst.seen(twins.count)
        }
        return merged.sorted { ($0.severity.order, $0.fingerprint) < ($1.severity.order, $1.fingerprint) }
    }
}

extension Difference {
    fileprivate func seen(_ count: Int) -> Difference {
        var difference = self
        (difference.seen, difference.compared) = (count, count)
        difference.text = [text, "found \(count) times"].compactMap { $0 }.joined(separator: "; ")
        return difference
    }
}

extension Difference.Severity {
    fileprivate var order: Int {
        switch self {
        case .breaking: 0
        case .warning: 1
        case .info: 2
        }
    }
}

/// `PARAMETER_MOVED`, `has declared type change` and the like as an identifier: `parameter-moved`.
func kebabCase(_ text: some StringProtocol) -> String {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
}

/// Text of a tool in one line for a report: without control characters, and of bearable length.
func oneLine(_ text: some StringProtocol) -> String {
    let words = text.split { $0.isWhitespace || $0.isNewline }
    return Excerpt.pair(words.joined(separator: " "), "").baseline
}
