/// What memory readings over so many operations show about growth.
package struct LeakFinding: Equatable, Sendable {
    package enum Verdict: Equatable, Sendable {
        case leak
        case clean

        /// Measure on until there are so many operations in all, the ones so far included.
        case undecided(nextOperations: Int)

        /// Undecided with all the operations that the test may have.
        case inconclusive
    }

    package let verdict: Verdict

    /// Theil–Sen slope of the floors, in the readings' unit per operation.
    package let slope: Double

    /// The lower of the two lower bounds, Student's of the increments and Sen's: above the limit in every
    /// leak.
    package let lower: Double

    /// The lower of the two upper bounds: below the limit in every clean run.
    package let upper: Double

    /// How many operations the readings cover.
    package let operations: Int

    /// The least reading of each of the ten windows, in time order; beyond a reference the difference to its least.
    package let floors: [Double]

    /// How many of those operations one window takes.
    package let operationsPerWindow: Int

    /// How much the floor rises from each window to the next, in the readings' unit per operation.
    package let increments: [Double]

    /// At which limits this finding would be a leak or clean.
    package let turning: TurningLimits
}
