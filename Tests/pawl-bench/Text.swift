/// With one decimal.
func tenths(_ number: Double) -> String {
    let rounded = Int((number * 10).rounded())
    return "\(rounded / 10).\(rounded % 10)"
}

/// With two decimals.
func hundredths(_ number: Double) -> String {
    let rounded = Int((number * 100).rounded())
    let fraction = rounded % 100
    return "\(rounded / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}

/// Of a share of one, with one decimal.
func percent(_ share: Double) -> String {
    tenths(share * 100) + " %"
}

/// A row of a table: the first cell to the left in 20 columns, the others to the right in 14.
func row(_ cells: [String]) -> String {
    cells.enumerated().map { index, cell in
        let blanks = String(repeating: " ", count: max(0, (index == 0 ? 20 : 14) - cell.count))
        return index == 0 ? cell + blanks : blanks + cell
    }.joined()
}
