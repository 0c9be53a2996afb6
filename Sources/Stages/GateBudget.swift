package import GateModel
import Measuring
import Processes

/// The time that the stages before a deploy may take together, what they prepare included: `budget:` of the pipeline.
package struct GateBudget: Sendable {
    private let declared: Duration
    private let end: ContinuousClock.Instant

    /// Begins now; nil where the pipeline declares none.
    package init?(_ pipeline: Pipeline) {
        guard let declared = pipeline.budget else { return nil }
        self.declared = declared
        end = .now + declared
    }

    /// Below zero once it is spent.
    var left: Duration { end - .now }

    /// - Parameter place: For the message: `in block 3`.
    func check(_ place: @autoclosure () -> String) throws(MeasuringError) {
        guard left < .zero else { return }
        throw MeasuringError(.budgetSpent, "'budget: \(declared.text)' of the pipeline was over \(place())")
    }
}
