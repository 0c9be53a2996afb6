/// The text of one pipeline file, by lines.
struct SourceText {
    /// Relative to the repository: `pipelines/checkout.yaml`.
    let path: String
    let text: String
    private let lines: [Substring]

    var lineCount: Int { lines.count }

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
    func span(line number: Int, scalarColumn: Int, length: Int = 1) -> Span {
        guard number <= lines.count else {
            return Span(line: lines.count, column: line(lines.count).count + 1, length: 1)
        }
        let before = line(number).unicodeScalars.prefix(max(0, scalarColumn - 1))
        return Span(line: max(1, number), column: Substring(before).count + 1, length: length)
    }

    /// The place of a character, by its offset from the start of the text.
    func span(offset: Int) -> Span {
        var left = offset
        for (index, line) in lines.enumerated() {
            if left <= line.count { return Span(line: index + 1, column: left + 1, length: 1) }
            left -= line.count + 1
        }
        return Span(line: 1, column: 1, length: 1)
    }
}

/// Some characters of one line; line and column count from 1, in characters.
struct Span: Hashable {
    let line: Int
    let column: Int
    let length: Int
}
