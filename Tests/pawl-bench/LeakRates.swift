import GateModel
import SimulatedGates
import Statistics

/// Shares of simulated services that stage `memory` passes, blocks, and leaves open, against a limit of 1 KB an operation.
enum LeakRates {
    static func lines(services: Int) -> [String] {
        var lines = [row(["service", "passed", "violated", "inconclusive", "wrong"])]
        for service in SimulatedService.allCases {
            let gate = SimulatedMemoryGate(
                operations: service == .oneOfEight ? SimulatedService.operations : ["search"])
            var generator = SeededGenerator(seed: 1, stream: "leak rates of \(service.rawValue)")
            var passes = 0
            var violations = 0
            for _ in 0..<services {
                switch gate.verdict(service, &generator) {
                case .pass: passes += 1
                case .violation: violations += 1
                case .inconclusive: break
                }
            }
            func share(_ count: Int) -> String { percent(Double(count) / Double(services)) }
            lines.append(
                row([
                    service.rawValue, share(passes), share(violations), share(services - passes - violations),
                    share(service.leaks ? passes : violations),
                ]))
        }
        // 4000·ln 3 KB, and 2·4096·ln 3, over the last two thirds of 4800 operations.
        lines.append(
            "(behind the warm-up the endless cache grows by 1.4 KB and the stepped allocator by 2.8 KB an operation)"
        )
        return lines
    }
}
