import GateModel
import SimulatedGates
import Statistics

/// Shares of simulated services that stage `memory` passes, blocks, and leaves open, against a limit of 1 KB an operation.
enum LeakRates {
    static func lines(_ effort: Effort) -> [String] {
        let services = SimulatedService.allCases
        var lines = [
            row(["service", "passed", "violated", "inconclusive", "wrong", "promised", "services"])
        ]
        for service in services {
            let gate = SimulatedMemoryGate(
                operations: service == .oneOfEight ? SimulatedService.operations : ["search"])
            var generator = SeededGenerator(seed: 1, stream: "leak rates of \(service.rawValue)")
            let found = effort.part(1 / Double(services.count)).each { _ in gate.verdict(service, &generator)
            }
            lines.append(
                row([
                    service.rawValue, found.share { $0 == .pass }, found.share { $0 == .violation },
                    found.share(where: \.isInconclusive),
                    found.share { $0 == (service.leaks ? .pass : .violation) },
                    service.leaks ? "≤ 5 %" : "≤ .5 %", "\(found.count)",
                ]))
        }
        // 4000·ln 3 KB, and 2·4096·ln 3, over the last two thirds of 4800 operations.
        lines.append(
            "(behind the warm-up the endless cache grows by 1.4 KB and the stepped allocator by 2.8 KB an operation)"
        )
        return lines
    }
}

extension Verdict {
    var isInconclusive: Bool {
        if case .inconclusive = self { true } else { false }
    }
}
