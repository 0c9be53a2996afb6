/// What the comparisons of `regress` can show, and how often an unchanged revision passes all of them, before they run.
package struct ComparisonForecast: Hashable, Sendable {
    package let source: Source
    /// One for noise that was recorded, several for noise that is assumed; at least one, from the least noise on.
    package let cases: [Case]

    package init(source: Source, cases: [Case]) {
        self.source = source
        self.cases = cases
    }

    package enum Source: Hashable, Sendable {
        /// By a gate of the same pipeline, in the same environment and on the same kind of host.
        case recorded(entry: Int)
        case assumed
    }

    /// The comparisons with one amount of noise.
    package struct Case: Hashable, Sendable {
        /// σ_d: the deviation of the blocks' log ratios, of the quietest operation and of the noisiest.
        package let noise: ClosedRange<Double>
        /// A block and operation; nil where they are chosen when the baseline has been measured.
        package let pairs: Int?
        /// The most there may be, and that the stage's time has room for.
        package let blocks: Int
        package let rules: [RulePower]
        /// How often an unchanged revision passes all comparisons, from 0 to 1.
        package let passes: Double
        /// What to change where that is too seldom; empty where it is not.
        package let advice: [Advice]

        package init(
            noise: ClosedRange<Double>, pairs: Int?, blocks: Int, rules: [RulePower], passes: Double,
            advice: [Advice]
        ) {
            self.noise = noise
            self.pairs = pairs
            self.blocks = blocks
            self.rules = rules
            self.passes = passes
            self.advice = advice
        }
    }

    /// One rule on the operation that is hardest to show.
    package struct RulePower: Hashable, Sendable {
        package let rule: String
        /// Nil for the service as a whole, and where the noise is assumed for all of them.
        package let operation: String?
        /// Of that operation.
        package let noise: Double
        /// What the rule tolerates, as a share: 0.05.
        package let tolerance: Double
        /// The smallest change that is shown with 99 % power, as a share.
        package let smallestChange: Double
        /// From no change on; empty where nobody is going to look at it.
        package let curve: [Point]

        package init(
            rule: String, operation: String?, noise: Double, tolerance: Double, smallestChange: Double,
            curve: [Point]
        ) {
            self.rule = rule
            self.operation = operation
            self.noise = noise
            self.tolerance = tolerance
            self.smallestChange = smallestChange
            self.curve = curve
        }

        /// Whether the noise leaves less than 99 % power for what is tolerated: stage `baseline` may then end the gate.
        package var isBeyondReach: Bool { smallestChange > tolerance }
    }

    /// How often each verdict comes of a change, for the worse and as a share; shares from 0 to 1.
    package struct Point: Hashable, Sendable {
        package let change: Double
        package let pass: Double
        package let violation: Double
        package let inconclusive: Double

        package init(change: Double, pass: Double, violation: Double, inconclusive: Double) {
            self.change = change
            self.pass = pass
            self.violation = violation
            self.inconclusive = inconclusive
        }
    }

    /// A way to let an unchanged revision pass in nineteen of twenty gates.
    package enum Advice: Hashable, Sendable {
        /// The rule tolerates at least so much, as a share.
        case limit(rule: String, atLeast: Double)
        /// The stage measures so many blocks.
        case blocks(Int)
        /// The stage has so much time.
        case time(Duration)
        /// No more operations than so many are compared.
        case operations(Int)
        case quieterHost
    }
}
