/// One line of a page: pieces of text, and what becomes of it when the page is too narrow.
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

    /// The same behind some text, which begins every row of it.
    func behind(_ prefix: String) -> Line {
        let overflow: Overflow =
            switch overflow {
            case .wrap(let next): .wrap(prefix + next)
            case .clip: .clip
            case .keep: .keep
            }
        return Line([.quiet(prefix)] + pieces, overflow: overflow)
    }
}

/// So many blanks.
func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
