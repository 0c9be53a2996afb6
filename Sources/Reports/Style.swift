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

/// What a piece of text stands for; a style turns it into a look.
enum Role: Hashable, Sendable {
    case plain
    case good
    case bad
    case caution
    case strong
    case quiet

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
