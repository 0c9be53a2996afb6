package import GateModel
import Glibc
package import Statistics

/// Response times of a baseline and a candidate, block by block, as a stage `regress` would measure them.
///
/// The same for the same seed on every machine, up to the last digits of the C library's `exp` and `log`.
package struct SimulatedPair {
    private let noise: NoiseModel
    /// How many times as long the candidate takes.
    private let ratio: Double
    private let pairs: Int
    private let processDeviation: Double
    private var generator: SeededGenerator
    private var isNeighbourBusy = false
    private var blocks = 0
    private let change: SimulatedChange

    /// Seconds of a request on a quiet machine.
    private static let base = 0.010

    /// - Parameters:
    ///   - blockDeviation: Of the log ratio that only fresh processes change, in place of the model's own.
    ///   - change: Of some of the candidate's requests, beside `ratio`, which is of all.
    package init(
        _ noise: NoiseModel, ratio: Double, pairs: Int, seed: UInt64, blockDeviation: Double? = nil,
        change: SimulatedChange = .none
    ) {
        self.change = change
        // Two processes a block.
        processDeviation = blockDeviation.map { $0 / 2.squareRoot() } ?? noise.processDeviation
        self.noise = noise
        self.ratio = ratio
        self.pairs = pairs
        generator = SeededGenerator(seed: seed, stream: noise.rawValue)
    }

    /// A fresh process of each side, then pairs of requests, each in an order by a fair coin.
    package mutating func nextBlock() -> Block { nextBlockWithInputs().block }

    /// The same with the input of each pair: one of four, where a change is about one of them.
    package mutating func nextBlockWithInputs() -> (block: Block, inputs: [Int]) {
        let session = exp(noise.sessionDeviation * generator.normal())
        var baseline = session * exp(processDeviation * generator.normal())
        var candidate = session * ratio * exp(processDeviation * generator.normal())
        baseline *= change.startFactor(.baseline, &generator)
        candidate *= change.startFactor(.candidate, &generator)
        var block = Block()
        var inputs: [Int] = []
        for pair in 0..<pairs {
            let input = change.draw(&generator)
            inputs.append(input)
            let progress = (Double(blocks) + Double(pair) / Double(pairs)) / 40
            let machine = Self.base * (1 + noise.drift * progress)
            let order: [Side] =
                generator.uniform() < 0.5 ? [.baseline, .candidate] : [.candidate, .baseline]
            for side in order {
                let speed = machine * (side == .baseline ? baseline : candidate)
                let factor = change.factor(side, input, &generator)
                block.append(.value(speed * factor * request()), on: side)
            }
        }
        blocks += 1
        return (block, inputs)
    }

    /// What one request takes of what it should.
    private mutating func request() -> Double {
        var factor = exp(noise.requestDeviation * generator.normal())
        if noise.slowModeShare > 0, generator.uniform() < noise.slowModeShare { factor *= 1.5 }
        // Pareto with the exponent 1.5, cut at a hundred.
        if noise.tailShare > 0, generator.uniform() < noise.tailShare {
            factor *= min(100, 2 / pow(generator.uniform(), 1 / 1.5))
        }
        if noise.hasNeighbour {
            isNeighbourBusy = isNeighbourBusy ? generator.uniform() >= 0.05 : generator.uniform() < 0.025
            if isNeighbourBusy { factor *= 1.4 }
        }
        return factor
    }
}

extension SeededGenerator {
    /// Above 0 and below 1.
    package mutating func uniform() -> Double {
        (Double(next() >> 11) + 0.5) * 0x1p-53
    }

    /// Of mean 0 and deviation 1. Box and Muller's first; the second is thrown away, which keeps the draws in step.
    package mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
