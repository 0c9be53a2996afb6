import GateModel

/// Some text and what it stands for.
///
/// Every text of a document becomes a piece, and here it is escaped for the terminal before colours are added. So no
/// escape sequence of a commit message or of a service's output reaches a terminal.
struct Piece: ExpressibleByStringInterpolation {
    let text: String
    let role: Role

    init(_ text: String, _ role: Role) {
        self.text = printable(text)
        self.role = role
    }

    init(stringLiteral text: String) { self.init(text, .plain) }

    static func good(_ text: String) -> Piece { Piece(text, .good) }
    static func bad(_ text: String) -> Piece { Piece(text, .bad) }
    static func caution(_ text: String) -> Piece { Piece(text, .caution) }
    static func strong(_ text: String) -> Piece { Piece(text, .strong) }
    static func quiet(_ text: String) -> Piece { Piece(text, .quiet) }
}

/// What a piece of text stands for; a style turns it into a look.
enum Role: Hashable, Sendable, CaseIterable {
    case plain
    case good
    case bad
    case caution
    case strong
    case quiet
}
