import GateModel

/// The text of one pipeline file, by lines.
struct SourceText {
    /// Relative to the repository: `pipelines/checkout.yaml`.
    let path: String
    let text: String
    private let lines: [Substring]

    var lineCount: Int { lines.count }
    var allLines: [String] { lines.map(String.init) }

    init(_ text: String, path: String) {
        self.path = path
        self.text = text
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    /// The line with this number, from 1; empty past the end.
    func line(_ number: Int) -> Substring {
        lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }

    /// The rest of a line from a column on; empty past the end.
    func rest(of line: Int, from column: Int) -> Substring {
        self.line(line).dropFirst(column - 1)
    }

    /// A place that libyaml counts in Unicode scalars, counted in what a reader sees as characters.
    ///
    /// libyaml may report an unexpected end of the file one line past the last: that is the end of the last.
    func span(line number: Int, scalarColumn: Int, length: Int = 1) -> SourceSpan {
        guard number <= lines.count else {
            return SourceSpan(line: lines.count, column: line(lines.count).count + 1, length: 1)
        }
        let before = line(number).unicodeScalars.prefix(max(0, scalarColumn - 1))
        return SourceSpan(line: max(1, number), column: Substring(before).count + 1, length: length)
    }
}
