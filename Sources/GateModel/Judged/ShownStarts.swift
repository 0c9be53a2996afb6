/// Which slow starts a comparison would have shown in 95 %, by how many it had on either side.
package struct ShownStarts: Hashable, Sendable, Codable {
    package let count: Int
    /// 4: at least one start in four has to be slower for one of them to be among those that were measured.
    package let oneIn: Int
    /// By which share, at least, a start has to be slower to be told from the others: .15 is 15 %.
    package let change: Double

    package init(count: Int, oneIn: Int, change: Double) {
        self.count = count
        self.oneIn = oneIn
        self.change = change
    }
}
