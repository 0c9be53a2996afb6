extension Table {
    /// What is too wide goes on below the beginning of its last column.
    var lines: [Line] {
        let columns = rows.map(\.cells.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.cells.count ? width($0.cells[column]) : 0 }.max() ?? 0
        }
        // A column that is empty everywhere takes no room.
        let strides = widths.map { $0 == 0 ? 0 : $0 + gap }
        return rows.map { row in
            var pieces: [Piece] = [.quiet(blanks(indent))]
            for (cell, stride) in zip(row.cells, strides) {
                pieces += cell + ["\(blanks(stride - width(cell)))"]
            }
            let lastColumn = strides.prefix(max(0, row.cells.count - 1)).reduce(0, +)
            let below = indent + min(lastColumn, Table.deepest) + row.hanging
            return Line(pieces, overflow: isWide ? .keep : .wrap(blanks(below)))
        }
    }

    private func width(_ cell: [Piece]) -> Int { cell.reduce(0) { $0 + $1.text.count } }

    /// The most columns that a row leaves empty where it goes on.
    private static let deepest = 60
}
