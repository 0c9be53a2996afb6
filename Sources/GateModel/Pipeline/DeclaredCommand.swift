/// A command as a pipeline file writes it: a string for `/bin/sh -c`, or a list that is executed directly.
package enum DeclaredCommand: Hashable, Sendable, Codable, CustomStringConvertible {
    case shell(String)
    case direct([String])

    package var description: String {
        switch self {
        case .shell(let text): text
        case .direct(let words): words.joined(separator: " ")
        }
    }
}
