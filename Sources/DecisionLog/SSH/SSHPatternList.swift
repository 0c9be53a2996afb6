/// A comma-separated list of patterns, as ssh_config(5) describes it under PATTERNS: `*` and `?` are
/// wildcards, `!` before a pattern excludes what it matches.
package struct SSHPatternList: Sendable, Hashable, CustomStringConvertible {
    package let description: String
    private let patterns: [Pattern]

    private struct Pattern: Sendable, Hashable {
        let isNegated: Bool
        let text: [UInt8]
    }

    package init(_ text: String) {
        description = text
        patterns = text.utf8.split(separator: UInt8(ascii: ",")).map { part in
            let isNegated = part.first == UInt8(ascii: "!")
            return Pattern(isNegated: isNegated, text: Array(isNegated ? part.dropFirst() : part))
        }
    }

    /// Whether some pattern matches, and no negated one does.
    package func matches(_ name: String) -> Bool {
        let name = Array(name.utf8)
        let matching = patterns.filter { Self.matches($0.text[...], name[...]) }
        return !matching.isEmpty && !matching.contains { $0.isNegated }
    }

    /// Goes back only to the last `*`, so the time is bounded by the product of the two lengths.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var pattern = pattern
        var name = name
        var lastStar: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
        while !name.isEmpty {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                lastStar = (pattern, name)
            } else if pattern.first == name.first || pattern.first == UInt8(ascii: "?") {
                pattern = pattern.dropFirst()
                name = name.dropFirst()
            } else if let star = lastStar {
                pattern = star.pattern
                name = star.name.dropFirst()
                lastStar = (pattern, name)
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
