import GateModel
import YAML

/// Where the characters of one scalar's text stand in the file, through quotes, escapes and folded lines.
///
/// libyaml says where a scalar starts, so its source is read along with the text, character by character.
struct ScalarPlaces {
    private let runs: [Run]
    /// Just behind the last character, before a closing quote.
    let end: Place

    struct Place: Hashable {
        let line: Int
        /// From 1 on, in characters.
        let column: Int
    }

    /// Characters that stand in the file as they do in the text, side by side on one line.
    private struct Run {
        /// Of the first one, in the text.
        let offset: Int
        let place: Place
        var length: Int

        func isFollowed(by next: Place) -> Bool {
            next.line == place.line && next.column == place.column + length
        }
    }

    /// - Parameter start: Of the scalar, with its quote or its `|` or `>`.
    /// - Returns: Nil where the source cannot be followed, as with an indentation indicator.
    init?(of scalar: YAMLNode.Scalar, at start: SourceSpan, in source: SourceText) {
        var reading = ScalarReading(scalar.style, at: start, in: source)
        var runs: [Run] = []
        for (offset, character) in scalar.text.enumerated() {
            guard let place = reading.place(of: character) else { return nil }
            if let last = runs.last, last.isFollowed(by: place) {
                runs[runs.count - 1].length += 1
            } else {
                runs.append(Run(offset: offset, place: place, length: 1))
            }
        }
        self.runs = runs
        end = reading.place
    }

    /// Text that is a line of its own.
    init(line text: String) {
        runs = [Run(offset: 0, place: Place(line: 1, column: 1), length: text.count)]
        end = Place(line: 1, column: text.count + 1)
    }

    /// The place of some characters of the text, up to the end of their first line; one character at least.
    func span(of offsets: Range<Int>) -> SourceSpan {
        let start = place(of: offsets.lowerBound)
        let last = runs.last { $0.place.line == start.line && $0.offset < offsets.upperBound }
        guard let last else { return SourceSpan(line: start.line, column: start.column, length: 1) }
        let behind = min(last.offset + last.length, offsets.upperBound)
        let next = place(of: behind)
        // A line ends with a character that stands for its end.
        let column = next.line == start.line ? next.column : place(of: behind - 1).column
        return SourceSpan(line: start.line, column: start.column, length: max(1, column - start.column))
    }

    /// Of a character of the text; behind the last one ``end``.
    private func place(of offset: Int) -> Place {
        guard let run = runs.last(where: { $0.offset <= offset }), offset < run.offset + run.length else {
            return end
        }
        return Place(line: run.place.line, column: run.place.column + offset - run.offset)
    }
}

/// Reads a scalar's source along with its text (YAML 1.2, chapters 7 and 8).
private struct ScalarReading {
    private let source: SourceText
    private let quote: Character?
    /// How far the lines of a block scalar are indented; nil for any other scalar.
    private let indent: Int?
    private var number: Int
    private var line: [Character] = []
    /// Where the line's text ends: blanks behind it belong to the text only in a block scalar.
    private var lineEnd = 0
    private var index: Int

    init(_ style: YAMLNode.Style, at start: SourceSpan, in source: SourceText) {
        self.source = source
        number = start.line
        index = start.column - 1
        switch style {
        case .plain: (quote, indent) = (nil, nil)
        case .quoted: (quote, indent) = (source.rest(of: start.line, from: start.column).first, nil)
        case .block:
            let lines = (start.line + 1)..<max(start.line + 2, source.lineCount + 1)
            let first = lines.lazy.map { source.line($0) }.first { !$0.allSatisfy(\.isWhitespace) }
            (quote, indent) = (nil, first?.prefix { $0 == " " }.count ?? 0)
        }
        readLine()
        switch style {
        case .plain: break
        case .quoted: index += 1
        case .block: goToNextLine()
        }
    }

    var place: ScalarPlaces.Place { ScalarPlaces.Place(line: number, column: index + 1) }

    /// Reads on for one character of the text; nil where the source has another one.
    mutating func place(of character: Character) -> ScalarPlaces.Place? {
        while number <= source.lineCount {
            let here = place
            guard index < lineEnd else {
                goToNextLine()
                // A line break is one blank or line feed of the text, or none beside an empty line.
                if character == " " || character == "\n" { return here }
                continue
            }
            switch (quote, line[index]) {
            case ("\"", "\\"):
                guard index + 1 < lineEnd else {
                    // The text goes on in the next line.
                    goToNextLine()
                    continue
                }
                index += ["x": 4, "u": 6, "U": 10][line[index + 1]] ?? 2
            case ("'", "'"):
                guard character == "'" else { return nil }
                index += 2
            case (_, character): index += 1
            case (_, _): return nil
            }
            return here
        }
        return nil
    }

    private mutating func goToNextLine() {
        number += 1
        readLine()
        index = min(indent ?? line.prefix { $0 == " " || $0 == "\t" }.count, line.count)
    }

    private mutating func readLine() {
        line = Array(source.line(number))
        lineEnd = line.count
        guard indent == nil else { return }
        while lineEnd > 0, line[lineEnd - 1] == " " || line[lineEnd - 1] == "\t" { lineEnd -= 1 }
    }
}
