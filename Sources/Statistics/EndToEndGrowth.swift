/// How far the floor of a series rises from one end to the other, in some twenty windows.
///
/// A slope through all windows overlooks what begins late or comes in a few large steps; the ends do not.
struct EndToEndGrowth {
    /// A window has the floor of a collector that runs at least once in so many readings.
    private static let readingsPerCollection = 14

    private static let windows = 20

    /// By how many deviations of a difference of two floors a rise at the end may be chance.
    private static let deviations = 4.0

    /// The least reading of each window, in time order; beyond a reference the difference to its least.
    let floors: [Double]
    let readingsPerWindow: Int
    private let operationsPerWindow: Double

    /// - Parameter readings: Behind the warm-up, at least ten.
    /// - Parameter reference: As many.
    init(_ readings: ArraySlice<Double>, beyond reference: ArraySlice<Double>?, operationsPerReading: Int) {
        let count = readings.count
        readingsPerWindow = max(1, count / Self.windows, min(Self.readingsPerCollection, count / 10))
        operationsPerWindow = Double(readingsPerWindow * operationsPerReading)
        let own = Self.floors(of: readings, readingsPerWindow)
        self.floors =
            if let reference { zip(own, Self.floors(of: reference, readingsPerWindow)).map { $0 - $1 } } else
            { own }
    }

    /// What does not fill a window is left out at the beginning.
    private static func floors(of readings: ArraySlice<Double>, _ length: Int) -> [Double] {
        let windows = readings.count / length
        let start = readings.endIndex - windows * length
        return (0..<windows).map { window in
            readings[(start + window * length)..<(start + (window + 1) * length)].reduce(.infinity, min)
        }
    }

    /// From the first floor to the last, in the readings' unit.
    var rise: Double { floors[floors.count - 1] - floors[0] }

    /// Between the first window and the last.
    var operations: Int { Int(operationsPerWindow) * (floors.count - 1) }

    /// The most that the floor rises from one window to the next.
    var largestStep: Double { increments.reduce(0, max) }

    private var increments: [Double] { zip(floors.dropFirst(), floors).map { $0 - $1 } }

    /// How far two floors may lie apart by chance: from the median deviation of their increments, which a few steps do not
    /// widen.
    private var chance: Double {
        let increments = increments
        let middle = sortedMedian(increments.sorted())
        let spread = sortedMedian(increments.map { abs($0 - middle) }.sorted())
        return Self.deviations * spread / AnytimeEvidence.normalMedianMagnitude
    }

    /// The limit per operation above which this is clean: what rises from end to end is within it, and so is what the last
    /// windows rise beyond chance, however few they are.
    var cleanAbove: Double {
        let last = floors.count - 1
        let chance = chance
        return floors[..<last].enumerated().reduce(rise / Double(operations)) { worst, floor in
            max(
                worst,
                (floors[last] - floor.element - chance) / (Double(last - floor.offset) * operationsPerWindow))
        }
    }

    /// Whether the last two windows still rise by half of what the others do, as far as chance lets one see.
    var lasts: Bool {
        let slope = sortedMedian(TheilSenSlope.slopes(floors))
        return floors[floors.count - 1] - floors[floors.count - 3] >= slope - chance
    }
}
