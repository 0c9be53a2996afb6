/// Rows of cells, each column as wide as its widest cell.
struct Table {
    private var rows: [[Piece]] = []

    mutating func add(_ row: Piece...) { rows.append(row) }

    /// - Parameter indent: stands before every row.
    func lines(indent: String = "", gap: Int = 3, overflow: Line.Overflow = .clip) -> [Line] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var pieces = [Piece(indent, .plain)]
            for (column, cell) in row.enumerated() {
                pieces.append(cell)
                let missing = widths[column] - cell.text.count
                // A column that is empty everywhere takes no room.
                let padding = missing + (widths[column] == 0 ? 0 : gap)
                pieces.append(Piece(String(repeating: " ", count: padding), .plain))
            }
            return Line(pieces, overflow: overflow)
        }
    }
}
