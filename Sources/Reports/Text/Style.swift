import GateModel

/// Whether a report has colours.
package enum Style: Hashable, Sendable, CaseIterable {
    case plain
    /// With ANSI escape sequences (ECMA-48, "Select graphic rendition").
    case colour

    func paint(_ text: String, _ role: Role) -> String {
        switch self {
        case .plain: text
        case .colour: role.parameters.map { "\u{1b}[\($0)m\(text)\u{1b}[0m" } ?? text
        }
    }
}

extension Style {
    /// Finished lines as a terminal may get them: each printable, with the sequences of this style and no others.
    package func printableLines(_ text: String) -> String {
        guard self == .colour else { return GateModel.printableLines(text) }
        var shown = ""
        var rest = text[...]
        while let escape = rest.unicodeScalars.firstIndex(of: "\u{1b}") {
            shown += GateModel.printableLines(String(rest[..<escape]))
            rest = rest[escape...]
            let own = Role.sequences.first { rest.utf8.starts(with: $0.utf8) } ?? printable("\u{1b}")
            shown += own
            rest = Substring(rest.unicodeScalars.dropFirst(own.unicodeScalars.count))
        }
        return shown + GateModel.printableLines(String(rest))
    }
}

extension Role {
    /// All that ``Style/paint(_:_:)`` writes around texts.
    static let sequences =
        allCases.compactMap { $0.parameters.map { "\u{1b}[\($0)m" } } + ["\u{1b}[0m"]

    fileprivate var parameters: String? {
        switch self {
        case .plain: nil
        case .good: "1;32"
        case .bad: "1;31"
        case .caution: "1;33"
        case .strong: "1"
        case .quiet: "2"
        }
    }
}
