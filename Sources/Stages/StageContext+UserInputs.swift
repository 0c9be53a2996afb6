import GateModel
import Measuring
import Statistics

extension StageContext {
    /// What one user of a load asks: every operation so many times, shuffled.
    func userInputs(times: Int, stream: String) -> [DrawnInput] {
        var generator = SeededGenerator(seed: plan.seed, stream: stream)
        let inputs = operations.flatMap { operation in
            (0..<times).map { _ in draw(operation, &generator) }
        }
        return inputs.shuffled(using: &generator)
    }
}
