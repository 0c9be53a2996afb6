/// What a report has of each name, in the order in which the names came; so many names that memory is bounded.
struct NamedSeries<Series> {
    private var positions: [String: Int] = [:]
    var all: [Series] = []

    /// Where the series of that name stands in ``all``; nil where there is none.
    func position(of name: String) -> Int? { positions[name] }

    /// The same; where there is none, one begins.
    mutating func position(
        of name: String, at place: ReportFault.Place, begin: () -> Series
    ) throws(ReportFault) -> Int {
        if let position = positions[name] { return position }
        guard all.count < mostBenchmarks else { throw .tooMany(place) }
        positions[name] = all.count
        all.append(begin())
        return all.count - 1
    }
}

/// So many benchmarks a report may have.
let mostBenchmarks = 100_000

extension ReportFault {
    static func tooMany(_ place: Place) -> ReportFault {
        ReportFault(
            place, "more than \(mostBenchmarks) benchmarks",
            hint: "divide the report, or measure fewer at a time")
    }
}
