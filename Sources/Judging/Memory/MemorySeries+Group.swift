import GateModel
import Statistics

extension MemorySeries {
    /// Nil where nothing was read.
    ///
    /// - Parameter finding: Of the same readings from the first on, of which there may be fewer.
    init?(_ group: MemoryGroup, _ measure: MemoryMeasure, _ finding: LeakFinding? = nil) {
        let (readings, every) = measure.readings(of: group)
        guard !readings.isEmpty else { return nil }
        let length = (readings.count + Self.mostPoints - 1) / Self.mostPoints
        let stretches = stride(from: 0, to: readings.count, by: length).map {
            readings[$0..<min($0 + length, readings.count)]
        }
        let perReading = every / group.operationsPerReading
        let seconds = group.seconds ?? []
        self.init(
            operationsPerPoint: length * every, operations: readings.count * every,
            least: stretches.map { $0.reduce(.infinity, Swift.min) },
            largest: stretches.map { $0.reduce(-.infinity, Swift.max) },
            seconds: stretches.compactMap { stretch in
                let last = stretch.endIndex * perReading - 1
                return seconds.indices.contains(last) ? seconds[last] : nil
            },
            floors: finding.map(Floors.init))
    }
}

extension MemorySeries.Floors {
    fileprivate init(_ finding: LeakFinding) {
        self.init(
            from: finding.operations - finding.floors.count * finding.operationsPerWindow,
            operationsPerWindow: finding.operationsPerWindow, values: finding.floors, slope: finding.slope,
            lower: finding.lower, upper: finding.upper)
    }
}
