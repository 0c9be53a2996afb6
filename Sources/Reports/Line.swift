/// One line of a report: pieces of text, and what becomes of it when the page is too narrow.
struct Line {
    let pieces: [Piece]
    let overflow: Overflow

    enum Overflow: Hashable {
        /// Goes on in the next row, after this text.
        case wrap(String)
        /// Ends in `…`.
        case clip
        /// Is longer than the page.
        case keep
    }

    init(_ pieces: Piece..., overflow: Overflow = .wrap("")) { self.init(pieces, overflow: overflow) }

    init(_ pieces: [Piece], overflow: Overflow = .wrap("")) {
        self.pieces = pieces
        self.overflow = overflow
    }
}

/// Some text and what it stands for.
///
/// Every text of a report becomes a piece, and here it is made harmless before colours are added. So no
/// escape sequence of a commit message or of a service's output reaches a terminal.
struct Piece: ExpressibleByStringInterpolation {
    let text: String
    let role: Role

    init(_ text: String, _ role: Role) {
        self.text = harmless(text)
        self.role = role
    }

    init(stringLiteral text: String) { self.init(text, .plain) }

    static func good(_ text: String) -> Piece { Piece(text, .good) }
    static func bad(_ text: String) -> Piece { Piece(text, .bad) }
    static func caution(_ text: String) -> Piece { Piece(text, .caution) }
    static func strong(_ text: String) -> Piece { Piece(text, .strong) }
    static func quiet(_ text: String) -> Piece { Piece(text, .quiet) }
}
