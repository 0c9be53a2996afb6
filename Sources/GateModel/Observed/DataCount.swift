/// How many there are of something in a data set, counted before anything is measured.
package struct DataCount: Hashable, Sendable, Codable {
    package let name: String
    package let side: Side
    package let counted: Int
    package let atLeast: Int

    package init(name: String, side: Side, counted: Int, atLeast: Int) {
        self.name = name
        self.side = side
        self.counted = counted
        self.atLeast = atLeast
    }

    package var isShort: Bool { counted < atLeast }

    /// `members: 0 counted on the candidate's side, at least 5000 needed`
    package var shortfallText: String {
        "\(name): \(counted) counted on the \(side.rawValue)'s side, at least \(atLeast) needed"
    }
}
