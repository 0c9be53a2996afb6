/// Lines, laid out in 100 columns, or in as many as a narrower terminal has.
struct Page {
    static let width = 100

    /// Fewer are not kept: words would fall apart.
    private static let leastWidth = 20

    let width: Int
    private var lines: [Line] = []

    init(columns: Int = Page.width) { width = min(Page.width, max(Page.leastWidth, columns)) }

    mutating func add(_ line: Line) { lines.append(line) }
    mutating func add(_ more: [Line]) { lines += more }
    mutating func add(_ pieces: Piece...) { lines.append(Line(pieces)) }
    mutating func blank() { lines.append(Line()) }

    /// Every row ends in a line feed, and in no blank.
    func text(_ style: Style) -> String {
        lines.flatMap(rows).map { painted($0, style) + "\n" }.joined()
    }

    private struct Cell {
        let character: Character
        let role: Role

        var isBlank: Bool { character == " " }
    }

    private func cells(_ pieces: [Piece]) -> [Cell] {
        pieces.flatMap { piece in piece.text.map { Cell(character: $0, role: piece.role) } }
    }

    private func rows(_ line: Line) -> [ArraySlice<Cell>] {
        var all = cells(line.pieces)
        while all.last?.isBlank == true { all.removeLast() }
        guard all.count > width else { return [all[...]] }
        switch line.overflow {
        case .keep: return [all[...]]
        case .clip: return [all.prefix(width - 1) + [Cell(character: "…", role: .plain)]]
        case .wrap(let prefix):
            // Where it goes on there is room for something.
            return wrapped(all, Array(cells([.quiet(prefix)]).prefix(width * 7 / 10)))
        }
    }

    private func wrapped(_ all: [Cell], _ prefix: [Cell]) -> [ArraySlice<Cell>] {
        var rows: [ArraySlice<Cell>] = []
        var rest = all[...]
        var room = width
        while rest.count > room {
            let end = lineBreak(rest, room)
            rows.append((rows.isEmpty ? [] : prefix) + rest[..<end])
            rest = rest[end...].drop(while: \.isBlank)
            room = width - prefix.count
        }
        if !rest.isEmpty { rows.append(prefix + rest) }
        return rows
    }

    /// The last blank that fits, but not one between a number and its unit; if there is none, the row's end.
    private func lineBreak(_ rest: ArraySlice<Cell>, _ room: Int) -> Int {
        let end = rest.startIndex + room
        let start = rest.firstIndex { !$0.isBlank } ?? end
        let blank = (start..<max(start, end + 1)).last { index in
            rest[index].isBlank && !rest[index - 1].character.isNumber
        }
        return blank ?? end
    }

    private func painted(_ row: ArraySlice<Cell>, _ style: Style) -> String {
        var text = ""
        var rest = row
        while let role = rest.first?.role {
            let run = rest.prefix { $0.role == role }
            text += style.paint(String(run.map(\.character)), run.allSatisfy(\.isBlank) ? .plain : role)
            rest = rest.dropFirst(run.count)
        }
        return text
    }
}
