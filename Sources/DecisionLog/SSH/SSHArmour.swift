/// The text form of OpenSSH's signatures and private keys: base64 between a `-----BEGIN …` and an `-----END
/// …` line.
enum SSHArmour {
    /// OpenSSH breaks lines after 70 characters.
    private static let lineLength = 70

    /// With a line feed after each line, also the last.
    static func wrap(_ bytes: [UInt8], label: String) -> String {
        var text = "-----BEGIN \(label)-----\n"
        var rest = Base64.encode(bytes).utf8[...]
        while !rest.isEmpty {
            text += String(Substring(rest.prefix(lineLength))) + "\n"
            rest = rest.dropFirst(lineLength)
        }
        return text + "-----END \(label)-----\n"
    }

    /// Blanks and carriage returns at line ends, and empty lines, do not matter. Nil if it is no such text.
    static func unwrap(_ text: String, label: String) -> [UInt8]? {
        let lines = text.unicodeScalars.split(separator: "\n")
            .map { String($0.filter { $0 != "\r" && $0 != " " && $0 != "\t" }) }
            .filter { !$0.isEmpty }
        let frame = ["-----BEGIN \(label)-----", "-----END \(label)-----"].map { $0.filter { $0 != " " } }
        guard lines.count > 2, lines.first == frame[0], lines.last == frame[1] else { return nil }
        return Base64.decode(lines.dropFirst().dropLast().joined())
    }
}
