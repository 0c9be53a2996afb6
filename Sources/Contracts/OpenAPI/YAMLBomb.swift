/// Yams hashes keys while it parses, so a key of nested aliases would cost time without bound before any
/// bound of ours is reached.
enum YAMLBomb {
    /// Fewer aliases multiply to at most e^(24/e) = 7,000 values.
    private static let harmlessAliases = 24

    /// Whether the text may have anchors, many aliases and a key that is not just text.
    ///
    /// Text in quotes and in blocks is not told apart: it rarely has all three.
    static func mayHashAliases(_ text: ArraySlice<UInt8>) -> Bool {
        var anchors = 0
        var aliases = 0
        var hasOddKey = false
        var before = UInt8(ascii: "\n")
        for index in text.indices {
            let byte = text[index]
            let after = index + 1 < text.endIndex ? text[index + 1] : UInt8(ascii: "\n")
            if isBoundary(before) {
                switch byte {
                case UInt8(ascii: "&") where isName(after): anchors += 1
                case UInt8(ascii: "*") where isName(after):
                    aliases += 1
                    hasOddKey = hasOddKey || isKey(text[(index + 1)...].drop(while: isName))
                case UInt8(ascii: "?") where isBlank(after): hasOddKey = true
                default: break
                }
            }
            if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
                hasOddKey = hasOddKey || isKey(text[(index + 1)...])
            }
            before = byte
        }
        return anchors > 0 && aliases > harmlessAliases && hasOddKey
    }

    /// Whether a colon comes next on the line.
    private static func isKey(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: ":")
    }

    private static func isBoundary(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
            || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    /// What libyaml takes for part of an anchor's name.
    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
