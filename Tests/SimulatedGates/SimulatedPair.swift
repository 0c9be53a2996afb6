package import GateModel
import Glibc
import Statistics

/// Response times of a baseline and a candidate, block by block, as a stage `regress` would measure them.
///
/// The same for the same seed on every machine, up to the last digits of the C library's `exp` and `log`.
package struct SimulatedPair {
    private let noise: NoiseModel
    /// How many times as long the candidate takes.
    private let ratio: Double
    private let pairs: Int
    private var generator: SeededGenerator
    private var isNeighbourBusy = false
    private var blocks = 0

    /// Seconds of a request on a quiet machine.
    private static let base = 0.010

    package init(_ noise: NoiseModel, ratio: Double, pairs: Int, seed: UInt64) {
        self.noise = noise
        self.ratio = ratio
        self.pairs = pairs
        generator = SeededGenerator(seed: seed, stream: noise.rawValue)
    }

    /// A fresh process of each side, then pairs of requests, each in an order by a fair coin.
    package mutating func nextBlock() -> Block {
        let session = exp(noise.sessionDeviation * normal())
        let baseline = session * exp(noise.processDeviation * normal())
        let candidate = session * ratio * exp(noise.processDeviation * normal())
        var block = Block()
        for pair in 0..<pairs {
            let progress = (Double(blocks) + Double(pair) / Double(pairs)) / 40
            let machine = Self.base * (1 + noise.drift * progress)
            let order: [Side] = uniform() < 0.5 ? [.baseline, .candidate] : [.candidate, .baseline]
            for side in order {
                let speed = machine * (side == .baseline ? baseline : candidate)
                block.append(.value(speed * request()), on: side)
            }
        }
        blocks += 1
        return block
    }

    /// What one request takes of what it should.
    private mutating func request() -> Double {
        var factor = exp(noise.requestDeviation * normal())
        if noise.slowModeShare > 0, uniform() < noise.slowModeShare { factor *= 1.5 }
        // Pareto with the exponent 1.5, cut at a hundred.
        if noise.tailShare > 0, uniform() < noise.tailShare {
            factor *= min(100, 2 / pow(uniform(), 1 / 1.5))
        }
        if noise.hasNeighbour {
            isNeighbourBusy = isNeighbourBusy ? uniform() >= 0.05 : uniform() < 0.025
            if isNeighbourBusy { factor *= 1.4 }
        }
        return factor
    }

    /// Above 0 and below 1.
    private mutating func uniform() -> Double {
        (Double(generator.next() >> 11) + 0.5) * 0x1p-53
    }

    /// Box and Muller's first; the second is thrown away, which keeps the draws in step.
    private mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }
}
