import GateModel
import Glibc
import SimulatedGates
import Statistics

/// Shares of simulated services that the leak test calls leaks, against a limit of 1 KB an operation: none leaks, or each
/// leaks 5 KB an operation.
enum LeakRates {
    /// As in the published simulations of the test: 82 MB at first, a reading every ten operations.
    private enum Service: String, CaseIterable {
        case flat
        /// A collector that runs every 8 to 14 readings, and 2 MB a reading until then.
        case sawtooth
        /// 30 MB that fill with a time constant of 80 and of 400 operations.
        case fastCache = "fast cache"
        case slowCache = "slow cache"
        /// One that never quite ends, and slows down: 4 MB times the logarithm of the readings.
        case endlessCache = "endless cache"
        /// Steps of 4 MB that become rarer.
        case steppedAllocator = "stepped allocator"
    }

    private static let readings = 480

    static func lines(services: Int) throws(StatisticsError) -> [String] {
        var lines = [
            row(["service", "no leak:", "called one", "undecided", "5 KB/op:", "caught", "undecided"])
        ]
        func share(_ count: Int) -> String { percent(Double(count) / Double(services)) }
        for service in Service.allCases {
            var generator = SeededGenerator(seed: 1, stream: "leak rates of \(service.rawValue)")
            let clean = try tally(service, 0, services, &generator)
            let leaking = try tally(service, 5, services, &generator)
            lines.append(
                row([
                    service.rawValue, "", share(clean.leaks), share(clean.undecided), "",
                    share(leaking.leaks), share(leaking.undecided),
                ]))
        }
        // 4000·ln 3 KB, and 2·4096·ln 3, over the last two thirds of 4800 operations.
        lines.append(
            "(behind the warm-up the endless cache grows by 1.4 KB and the stepped allocator by 2.8 KB an operation)"
        )
        return lines
    }

    private static func tally(
        _ service: Service, _ leak: Double, _ count: Int, _ generator: inout SeededGenerator
    ) throws(StatisticsError) -> (leaks: Int, undecided: Int) {
        let test = try LeakTest(limit: 1)
        var tally = (leaks: 0, undecided: 0)
        for _ in 0..<count {
            switch try test.decide(series(service, leak, &generator)).verdict {
            case .leak: tally.leaks += 1
            case .clean: break
            case .undecided, .inconclusive: tally.undecided += 1
            }
        }
        return tally
    }

    /// KB, one every ten operations.
    private static func series(
        _ service: Service, _ leak: Double, _ generator: inout SeededGenerator
    ) -> [Double] {
        var tooth = 0
        var toothEnd = Int.random(in: 1...14, using: &generator)
        var steps = 0.0
        return (0..<readings).map { index in
            let place = Double(index)
            let level = 82_000 + leak * 10 * place + 200 * generator.normal()
            switch service {
            case .flat: return level
            case .sawtooth:
                tooth += 1
                if tooth >= toothEnd { (tooth, toothEnd) = (0, Int.random(in: 8...14, using: &generator)) }
                return level + 2000 * Double(tooth)
            case .fastCache: return level + 30_000 * (1 - exp(-place / 8))
            case .slowCache: return level + 30_000 * (1 - exp(-place / 40))
            case .endlessCache: return level + 4000 * log(1 + place)
            case .steppedAllocator:
                if Double.random(in: 0..<1, using: &generator) < 2 / (2 + place) { steps += 1 }
                return level + 4096 * steps
            }
        }
    }
}
