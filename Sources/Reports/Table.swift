/// Rows of cells, each column as wide as its widest cell.
struct Table {
    private var rows: [[Piece]] = []

    mutating func add(_ row: Piece...) { rows.append(row) }

    mutating func add(_ row: [Piece]) { rows.append(row) }

    /// What is too wide goes on below the beginning of its last column.
    ///
    /// - Parameter indent: stands before every row.
    func lines(indent: String = "", gap: Int = 3, isWide: Bool = false) -> [Line] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0
        }
        // A column that is empty everywhere takes no room.
        let strides = widths.map { $0 == 0 ? 0 : $0 + gap }
        return rows.map { row in
            var pieces: [Piece] = [.quiet(indent)]
            for (cell, stride) in zip(row, strides) {
                pieces += [cell, "\(String(repeating: " ", count: stride - cell.text.count))"]
            }
            let lastColumn = strides.prefix(row.count - 1).reduce(0, +)
            let below = indent + String(repeating: " ", count: min(lastColumn, Table.deepest))
            return Line(pieces, overflow: isWide ? .keep : .wrap(below))
        }
    }

    /// The most columns that a row leaves empty where it goes on.
    private static let deepest = 60
}
