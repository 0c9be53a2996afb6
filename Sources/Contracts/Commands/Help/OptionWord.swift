/// Names of options within a word of a help text.
enum OptionWord {
    /// `-f` of `-f,`; `--color`, `--no-color` of `--color/--no-color` and of `--[no-]color`; `--level` of `--level[=N]`.
    static func names(_ word: Substring) -> [String] {
        for negation in ["[no-]", "(no-)", "[no]"] where word.contains(negation) {
            let both = ["", negation.filter { $0.isLetter || $0 == "-" }]
            return both.flatMap { names(Substring(word.replacing(negation, with: $0))) }
        }
        return word.split { ",|/()[]{}".contains($0) }.compactMap { part in
            var name = part.prefix { !"=<'\":;".contains($0) }
            while name.last == "." { name.removeLast() }
            return isName(name) ? String(name) : nil
        }
    }

    private static func isName(_ word: Substring) -> Bool {
        let name = word.drop { $0 == "-" }
        guard (1...2).contains(word.count - name.count), let first = name.unicodeScalars.first else {
            return false
        }
        if name.unicodeScalars.count == 1 {
            return isLetterOrDigit(first) || "?@#$%+".unicodeScalars.contains(first)
        }
        return isLetterOrDigit(first)
            && name.unicodeScalars.allSatisfy { isLetterOrDigit($0) || "-_.+".unicodeScalars.contains($0) }
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }

    /// Whether it stands for what a caller writes: `FILE`, `<file>`, `[WHEN]`, `{a,b}`, `FILE...`.
    static func isPlaceholder(_ word: some StringProtocol) -> Bool {
        guard let first = word.first else { return false }
        if "<[{(=".contains(first) { return true }
        return word.contains(where: \.isLetter) && !word.contains(where: \.isLowercase)
    }
}
