/// Where every value of one pipeline file stands, with the file's lines.
///
/// Reading the file makes it, beside the pipeline: places are known from the scanner on, and nothing searches the text for
/// them afterwards. Immutable, and the same for the same file.
package struct SourceMap: Sendable {
    /// `pipelines/checkout.yaml`, relative to the repository.
    package let file: String
    /// As the file has them, without what ends a line.
    package let lines: [String]
    package let places: [Path: Place]
    /// The keys and values that start at one place, so that what is wrong with each of many rules is found at once.
    private let starts: [Start: [Start.Span]]

    package init(file: String, lines: [String], places: [Path: Place]) {
        self.file = file
        self.lines = lines
        self.places = places
        var starts: [Start: [Start.Span]] = [:]
        for (path, place) in places {
            for span in [place.key, place.value].compactMap(\.self) {
                starts[Start(line: span.line, column: span.column), default: []].append(
                    Start.Span(path: path, span: span))
            }
        }
        self.starts = starts
    }

    private struct Start: Hashable {
        let line: Int
        let column: Int

        struct Span {
            let path: Path
            let span: SourceSpan
        }
    }

    /// The keys that lead to a value, an item of a list by its index.
    ///
    ///     operations/search/request
    ///     stages/regress/rules/0         the first rule of stage `regress`: its text
    ///     stages/regress/rules/0/limit   a part of that text: `+5% or +0.02ms`
    ///
    /// A stage goes by its name, for there is one of each. A rule's text has these parts, where it has them: `statistic`,
    /// `metric`, `comparison`, `limit`, `versus` and `for/0`. The parts of a limit alone, as under `cpu` and `warn`, are
    /// its `limit`.
    package struct Path: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
        package let keys: [String]

        package init(_ keys: [String]) {
            self.keys = keys
        }

        /// No key in it may have a slash.
        package init(stringLiteral text: String) {
            keys = text.split(separator: "/").map(String.init)
        }

        package var description: String { keys.joined(separator: "/") }

        package static func / (path: Path, key: String) -> Path { Path(path.keys + [key]) }
    }

    package struct Place: Hashable, Sendable {
        /// Nil where a value has no key: an item of a list, a part of a rule.
        package let key: SourceSpan?
        /// A scalar with its quotes; of a mapping or a list only the first character.
        package let value: SourceSpan

        package init(key: SourceSpan? = nil, value: SourceSpan) {
            self.key = key
            self.value = value
        }
    }

    /// The place of a value; nil where the file does not have it.
    package subscript(path: Path) -> FilePosition? {
        places[path].map { FilePosition(file: file, line: $0.value.line, column: $0.value.column) }
    }

    /// The key or value that starts at a position, the longest one if there are several; nil where none does.
    package func span(at position: FilePosition) -> SourceSpan? {
        paths(at: position).map(\.span).max { $0.length < $1.length }
    }

    /// The limit of the rule that starts at a position; nil where none does.
    package func limit(ofRuleAt position: FilePosition) -> SourceSpan? {
        paths(at: position).lazy.compactMap { self.places[$0.path / "limit"]?.value }.first
    }

    private func paths(at position: FilePosition) -> [Start.Span] {
        guard position.file == file else { return [] }
        return starts[Start(line: position.line, column: position.column)] ?? []
    }
}

/// Some characters of one line; line and column count from 1, in characters.
package struct SourceSpan: Hashable, Sendable {
    package let line: Int
    package let column: Int
    package let length: Int

    package init(line: Int, column: Int, length: Int) {
        self.line = line
        self.column = column
        self.length = length
    }
}

extension SourceMap: Hashable {
    package static func == (left: SourceMap, right: SourceMap) -> Bool {
        left.file == right.file && left.lines == right.lines && left.places == right.places
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(file)
        hasher.combine(lines)
        hasher.combine(places)
    }
}
