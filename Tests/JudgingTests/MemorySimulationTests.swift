import GateModel
import SimulatedGates
import Statistics
import Testing

/// What stage `memory` promises of growth, over simulated services. `make bench` has the same with more of each.
@Suite(.serialized)
struct MemorySimulationTests {
    private func verdicts(_ service: SimulatedService, _ count: Int) -> [Verdict] {
        let gate = SimulatedMemoryGate(
            operations: service == .oneOfEight ? SimulatedService.operations : ["search"])
        var generator = SeededGenerator(seed: 7, stream: service.rawValue)
        return (0..<count).map { _ in gate.verdict(service, &generator) }
    }

    /// At most 5 % of leaks pass. Twelve of each; of the kind that passes most often, 2.5 %, more than two would be by chance
    /// in one of three hundred such runs.
    @Test(
        "leaks that begin late, come in steps, in one operation of eight or after a release do not pass",
        arguments: SimulatedService.allCases.filter(\.leaks))
    func leaks(service: SimulatedService) {
        let passes = verdicts(service, 12).count(where: { $0 == .pass })
        #expect(passes <= (service == .randomSteps ? 2 : 0))
    }

    @Test(
        "what no process shows to go on is no violation",
        arguments: SimulatedService.allCases.filter { !$0.leaks })
    func noLeaks(service: SimulatedService) {
        #expect(verdicts(service, 20).contains(.violation) == false)
    }

    @Test(
        "level memory passes, with a collector, with caches that fill, and with growth that ends",
        arguments: [SimulatedService.flat, .sawtooth, .fastCache, .slowCache, .plateau])
    func passes(service: SimulatedService) {
        #expect(verdicts(service, 20).count(where: { $0 == .pass }) >= 19)
    }

    @Test(
        "a steady leak is a violation, wherever it is",
        arguments: [SimulatedService.leak, .sawtoothLeak, .lateLeak, .oneOfEight, .afterRelease])
    func violations(service: SimulatedService) {
        #expect(verdicts(service, 20).count(where: { $0 == .violation }) >= 19)
    }
}
