/// The name of a command within a program: `add`, `remote-add`.
enum CommandName {
    static func isOne(_ word: some StringProtocol) -> Bool {
        guard let first = word.unicodeScalars.first, isLetter(first) else { return false }
        return word.unicodeScalars.allSatisfy {
            isLetter($0) || $0 == "-" || $0 == "_" || ("0"..."9").contains($0)
        }
    }

    private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}
