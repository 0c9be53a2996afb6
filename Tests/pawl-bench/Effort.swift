/// How much one row of a table may take: so many gates, or fewer where the time is over before.
struct Effort {
    let most: Int
    let time: Duration
    /// What the names of the rows contain that are wanted; empty: all rows.
    var rows = ""

    /// However long it takes; the row says how many there were.
    private static let fewest = 1

    /// What came of the seeds 1, 2, …, the same for the same number of them.
    func each<Outcome, Failure: Error>(
        _ run: (UInt64) throws(Failure) -> Outcome
    ) throws(Failure) -> [Outcome] {
        let end = ContinuousClock.now + time
        var found: [Outcome] = []
        while found.count < most, found.count < Effort.fewest || ContinuousClock.now < end {
            found.append(try run(UInt64(found.count + 1)))
        }
        return found
    }

    /// A part of its time, for as many.
    func part(_ share: Double) -> Effort { Effort(most: most, time: time * share, rows: rows) }

    /// The rows of a table that are wanted.
    func chosen<Row>(_ all: [Row], _ name: (Row) -> String) -> [Row] {
        rows.isEmpty ? all : all.filter { name($0).contains(rows) }
    }
}

extension Sequence {
    /// `97.5 %` of those that are counted.
    func share(where counts: (Element) -> Bool) -> String {
        var (found, all) = (0, 0)
        for element in self {
            all += 1
            if counts(element) { found += 1 }
        }
        return percent(Double(found) / Double(Swift.max(1, all)))
    }
}
