import GateModel

/// A piece of a YAML document that knows where it stands.
struct SourceNode {
    let content: Content
    /// A scalar on one line with its quotes; of any other value only the first character.
    let span: SourceSpan

    enum Content {
        case scalar(Scalar)
        case sequence([SourceNode])
        /// In the file's order, no key twice.
        case mapping([Entry])
    }

    struct Scalar {
        let text: String
        /// Not quoted, so `null` and `5` are not text.
        let isPlain: Bool
        /// Where the characters of `text` stand; nil where that is unknown.
        let places: ScalarPlaces?
        /// Whether a comment follows on the same line, which cuts off text with ` #` in it that is not quoted.
        let isCutByComment: Bool
    }

    struct Entry {
        let key: String
        let keySpan: SourceSpan
        let value: SourceNode
    }

    /// Whether nothing was written: `key:`, `key: ~` or `key: null`.
    var isNull: Bool {
        guard case .scalar(let scalar) = content else { return false }
        return scalar.isPlain && ["", "~", "null"].contains(scalar.text)
    }

    /// The place of some characters of a scalar's text; of the whole scalar where that is unknown.
    func span(of offsets: Range<Int>) -> SourceSpan {
        guard case .scalar(let scalar) = content else { return span }
        return scalar.places?.span(of: offsets) ?? span
    }

    /// A hint for text that ends too early: the rest may be a comment.
    var hintAtCut: String? {
        guard case .scalar(let scalar) = content, scalar.isCutByComment else { return nil }
        return "' #' starts a comment: quote the value if it belongs to it"
    }
}
