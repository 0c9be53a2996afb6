/// What all readings of one process group show about growth.
package struct GrowthFinding: Equatable, Sendable {
    package enum Verdict: Equatable, Sendable {
        /// Beyond the limit, and still so at the end.
        case leak
        case clean
        /// It grew beyond the limit up to so many operations, and has been clean for long enough since.
        case plateau(from: Int)
        /// Neither is shown by so many operations.
        case undecided
    }

    package let verdict: Verdict

    /// Slope, bounds and floors in ten windows; its own verdict is not the one that counts.
    package let bounds: LeakFinding

    /// From the first window behind the warm-up to the last, in the readings' unit.
    package let rise: Double

    /// The most of it from one window to the next.
    package let largestStep: Double

    /// Between the first window and the last.
    package let operations: Int

    /// At which limits this finding would be a leak or clean.
    package let turning: TurningLimits

    package var isClean: Bool {
        switch verdict {
        case .clean, .plateau: true
        case .leak, .undecided: false
        }
    }
}
