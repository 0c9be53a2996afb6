import GateModel
import Glibc
import Statistics

/// Shares of simulated services that the leak test calls leaks, against a limit of 1 KB an operation: none leaks, or each
/// leaks 5 KB an operation.
enum LeakRates {
    private enum Service: String, CaseIterable {
        case flat, sawtooth
        case fillingCache = "filling cache"
        case steppedAllocator = "stepped allocator"
        case slowCache = "slow cache"
    }

    private static let readings = 480

    static func lines(services: Int) throws(StatisticsError) -> [String] {
        var lines = ["service              no leak: called one     5 KB/op: caught   undecided"]
        for service in Service.allCases {
            var generator = SeededGenerator(seed: 1, stream: "leak rates of \(service.rawValue)")
            let clean = try tally(service, 0, services, &generator)
            let leaking = try tally(service, 5, services, &generator)
            let name = service.rawValue + String(repeating: " ", count: 20 - service.rawValue.count)
            lines.append(
                "\(name) \(share(clean.leaks, services))                  \(share(leaking.leaks, services))"
                    + "           \(share(leaking.undecided, services))")
        }
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
        let scale = Double.random(in: 0.5...2, using: &generator)
        let phase = Double.random(in: 0..<1, using: &generator)
        let period = Double.random(in: 15...30, using: &generator)
        return (0..<readings).map { index in
            let place = Double(index)
            let leaked = leak * 10 * place
            let noise = 200 * scale * normal(&generator)
            switch service {
            case .flat: return 82_000 + leaked + noise
            case .sawtooth:
                let tooth = (place / period + phase).truncatingRemainder(dividingBy: 1)
                return 82_000 + leaked + 24_000 * scale * tooth + noise
            case .fillingCache:
                return 82_000 + leaked + 30_000 * scale * (1 - exp(-place / (40 * scale))) + noise
            case .steppedAllocator:
                let step = 4096.0
                return 82_000 + ((leaked + phase * step) / step).rounded(.down) * step + noise
            case .slowCache: return 82_000 + leaked + 800 * scale * log(1 + place) + noise
            }
        }
    }

    /// Box and Muller.
    private static func normal(_ generator: inout SeededGenerator) -> Double {
        let (first, second) = (
            Double.random(in: .leastNonzeroMagnitude..<1, using: &generator),
            Double.random(in: 0..<1, using: &generator)
        )
        return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }

    private static func share(_ count: Int, _ all: Int) -> String {
        tenths(Double(count) / Double(all) * 100) + " %"
    }
}
