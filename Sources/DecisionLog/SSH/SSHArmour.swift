/// The text form of OpenSSH's signatures and private keys: base64 between a `-----BEGIN …` and an `-----END
/// …` line.
enum SSHArmour {
    /// OpenSSH breaks lines after 70 characters.
    private static let lineLength = 70
    private static let lineFeed = UInt8(ascii: "\n")

    /// With a line feed after each line, also the last.
    static func wrap(_ bytes: [UInt8], label: String) -> String {
        var text = Array("-----BEGIN \(label)-----\n".utf8)
        let digits = Base64.encoded(bytes)
        for start in stride(from: 0, to: digits.count, by: lineLength) {
            text += digits[start..<min(start + lineLength, digits.count)]
            text.append(lineFeed)
        }
        text += "-----END \(label)-----\n".utf8
        return String(decoding: text, as: UTF8.self)
    }

    /// Blanks and carriage returns at line ends, and empty lines, do not matter. Nil if it is no such text.
    static func unwrap(_ text: String, label: String) -> [UInt8]? {
        let lines = text.utf8.split(separator: lineFeed).map { line in
            line.filter { ![UInt8(ascii: "\r"), UInt8(ascii: " "), UInt8(ascii: "\t")].contains($0) }
        }.filter { !$0.isEmpty }
        let frame = ["-----BEGIN \(label)-----", "-----END \(label)-----"].map { line in
            line.utf8.filter { $0 != UInt8(ascii: " ") }
        }
        guard lines.count > 2, lines.first == frame[0], lines.last == frame[1] else { return nil }
        return Base64.decode(lines[1..<(lines.count - 1)].flatMap { $0 }[...])
    }
}
