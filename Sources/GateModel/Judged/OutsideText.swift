/// Text that somebody else wrote: output of a command, an answer, a commit message, a name in a repository.
///
/// Whatever prints it gets it escaped, line by line (``printableLines(_:)``). Only what stores, compares or parses it asks
/// for it as it is.
package struct OutsideText: Hashable, Sendable, Codable {
    package let unescaped: String

    package init(_ text: String) { unescaped = text }

    /// As the text itself.
    package init(from decoder: any Decoder) throws {
        unescaped = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(unescaped)
    }
}

extension OutsideText: CustomStringConvertible, CustomDebugStringConvertible {
    /// Nothing in it steers a terminal; line feeds stay.
    package var description: String { printableLines(unescaped) }
    package var debugDescription: String { description }
}

extension OutsideText: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) { unescaped = text }
}
