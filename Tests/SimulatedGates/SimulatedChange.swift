import GateModel
import Statistics

/// What happens to some requests, which a typical request does not tell.
package enum SimulatedChange: Hashable, Sendable {
    case none
    /// A share of the candidate's requests takes so many times as long.
    case rare(share: Double, factor: Double)
    /// The same on both sides: a service that always had them.
    case rareOnBoth(share: Double, factor: Double)
    /// One of four inputs takes so many times as long on the candidate.
    case oneInput(factor: Double)

    /// A share of the starts of one side is so many times as slow, from the first request to the last; of both where
    /// the service always was like that.
    case slowStarts(share: Double, factor: Double, both: Bool)

    package static let inputs = 4

    /// What a mean becomes by it: .01 of the requests 20 times as slow make 1.19.
    package var meanRatio: Double {
        switch self {
        case .none, .rareOnBoth: 1
        case .slowStarts(let share, let factor, let both): both ? 1 : 1 + share * (factor - 1)
        case .rare(let share, let factor): 1 + share * (factor - 1)
        case .oneInput(let factor): 1 + (factor - 1) / Double(SimulatedChange.inputs)
        }
    }

    func draw(_ generator: inout SeededGenerator) -> Int {
        guard case .oneInput = self else { return 0 }
        return Int.random(in: 0..<SimulatedChange.inputs, using: &generator)
    }

    func factor(_ side: Side, _ input: Int, _ generator: inout SeededGenerator) -> Double {
        switch self {
        case .none, .slowStarts: return 1
        case .rare(let share, let factor):
            return side == .candidate && generator.uniform() < share ? factor : 1
        case .rareOnBoth(let share, let factor): return generator.uniform() < share ? factor : 1
        case .oneInput(let factor): return side == .candidate && input == 2 ? factor : 1
        }
    }

    /// Of a start. Others draw nothing, so that what they draw later stays as it is.
    func startFactor(_ side: Side, _ generator: inout SeededGenerator) -> Double {
        guard case .slowStarts(let share, let factor, let both) = self else { return 1 }
        return (both || side == .candidate) && generator.uniform() < share ? factor : 1
    }
}
