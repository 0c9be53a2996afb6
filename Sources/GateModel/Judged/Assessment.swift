/// What can be shown with the noise that was measured, in numbers and in words.
package struct Assessment: Hashable, Sendable {
    package let grade: Grade
    /// σ_d: the deviation of the blocks' log ratios; nil where it is not known.
    package let sigma: Double?
    /// The smallest change, as a share, that `blocks` blocks show with 99 % power; nil where it is not known.
    package let smallestChange: Double?
    /// How many blocks a comparison has, or would have.
    package let blocks: Int
    /// What the rule tolerates that is hardest to show, as a share; nil where no rule compares.
    package let tolerance: Double?
    /// `shows 3.1 % with 40 blocks, 5 % is tolerated`
    package let said: String
    /// Why the samples show nothing, in place of what is said; nil where that is no fault of theirs.
    package let flaw: Inconclusive?
    /// What to do about it; nil where there is nothing to do.
    package let advice: String?

    package init(
        grade: Grade, sigma: Double?, smallestChange: Double?, blocks: Int, tolerance: Double?, said: String,
        flaw: Inconclusive? = nil, advice: String?
    ) {
        self.grade = grade
        self.sigma = sigma
        self.smallestChange = smallestChange
        self.blocks = blocks
        self.tolerance = tolerance
        self.said = said
        self.flaw = flaw
        self.advice = advice
    }

    package enum Grade: String, Hashable, Sendable, CaseIterable {
        /// What is tolerated can be shown.
        case quiet
        /// It cannot, with so much noise and so few blocks.
        case noisy
        /// Too little was measured to say.
        case unknown

        /// The larger, the less a comparison is worth.
        package var rank: Int {
            switch self {
            case .quiet: 0
            case .noisy: 1
            case .unknown: 2
            }
        }
    }
}
