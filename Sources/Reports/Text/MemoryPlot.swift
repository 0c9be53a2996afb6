import GateModel

/// Memory over operations, as a page of characters: between which levels each stretch of operations moved, the floors that
/// the leak test goes by, and how fast they rise.
///
///     62.1 MB │                   ││••
///             │          │││││•••••
///     48.0 MB │   ││││•••••
///             └───────────────────────
///              0 … 4800 operations, 31.2 s
struct MemoryPlot {
    private static let rows = 8

    private let series: MemorySeries
    private let low: Double
    private let high: Double

    init(_ series: MemorySeries) {
        self.series = series
        low = series.least.reduce(.infinity, min)
        high = series.largest.reduce(-.infinity, max)
    }

    /// A label a row, and what stands right of it.
    var lines: [(label: String, text: String)] {
        var lines = (0..<Self.rows).reversed().map { row in
            let level = row == 0 ? low : row == Self.rows - 1 ? high : nil
            return (level.map(MetricUnit.bytes.text) ?? "", "│" + text(of: row))
        }
        lines.append(("", "└" + String(repeating: "─", count: series.least.count)))
        let time = series.seconds.last.map { ", \(durationText(.seconds($0)))" } ?? ""
        lines.append(("", "0 … \(series.operations) operations\(time)"))
        if let floors = series.floors { lines.append(("", text(of: floors))) }
        return lines
    }

    var table: Table {
        var table = Table(gap: 1)
        for line in lines { table.add("\(line.label)", "\(line.text)") }
        return table
    }

    private func text(of floors: MemorySeries.Floors) -> String {
        let unit = MetricUnit.bytes
        return "floors (•) of \(floors.values.count) windows of \(floors.operationsPerWindow) operations: "
            + "\(unit.text(floors.slope))/op, between \(unit.text(floors.lower)) and \(unit.text(floors.upper))"
    }

    private func text(of row: Int) -> String {
        String(
            series.least.indices.map { point -> Character in
                if let floor = floor(at: point), self.row(of: floor) == row { return "•" }
                return self.row(of: series.least[point])...self.row(of: series.largest[point]) ~= row
                    ? "│" : " "
            })
    }

    private func row(of level: Double) -> Int {
        guard high > low else { return 0 }
        let place = (level - low) / (high - low) * Double(Self.rows - 1)
        return min(Self.rows - 1, max(0, Int(place.rounded())))
    }

    /// Of the window that the middle of the stretch lies in; nil in the warm-up, and behind the last window.
    private func floor(at point: Int) -> Double? {
        guard let floors = series.floors else { return nil }
        let middle = point * series.operationsPerPoint + series.operationsPerPoint / 2
        guard middle >= floors.from, floors.operationsPerWindow > 0 else { return nil }
        let window = (middle - floors.from) / floors.operationsPerWindow
        return floors.values.indices.contains(window) ? floors.values[window] : nil
    }
}
