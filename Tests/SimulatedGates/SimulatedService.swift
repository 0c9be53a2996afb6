package import GateModel
import Glibc
package import Statistics

/// How the memory of a service may go, in KB, read every ten operations; 82 MB at first, and read to 200 KB.
package enum SimulatedService: String, CaseIterable, Sendable {
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
    /// 20 KB an operation up to one between the 300th and the 2800th, in every process the same.
    case plateau
    /// 8 MB at once, at one operation between the first and the 4800th.
    case oneStep = "one step"
    /// 5 KB an operation.
    case leak
    case sawtoothLeak = "leak, sawtooth"
    case steppedLeak = "leak, stepped"
    /// 50 KB an operation from the 700th on.
    case lateLeak = "late leak"
    /// 5 KB an operation from one on that is between the 300th and the 4000th.
    case latestLeak = "later leak"
    /// 20 MB every 800 operations.
    case largeSteps = "20 MB steps"
    /// 8 MB every 1600 operations: 5 KB an operation. From one step to the next it is half as many to half as many more.
    case smallSteps = "8 MB steps"
    /// The same by chance alone.
    case randomSteps = "8 MB by chance"
    /// 5 KB for each call of one operation of eight.
    case oneOfEight = "leak in 1 of 8"
    /// 60 MB that a start left are released over the first 1000 operations, while 5 KB an operation leak.
    case afterRelease = "after a release"

    package var leaks: Bool {
        switch self {
        case .flat, .sawtooth, .fastCache, .slowCache, .endlessCache, .steppedAllocator, .plateau, .oneStep:
            false
        case .leak, .sawtoothLeak, .steppedLeak, .lateLeak, .latestLeak, .largeSteps, .smallSteps,
            .randomSteps,
            .oneOfEight, .afterRelease:
            true
        }
    }

    package static let operations = (1...8).map { "operation-\($0)" }

    /// Of the eight.
    static let leaking = operations[2]

    static let operationsPerReading = 10

    /// What differs from service to service and not from process to process, between 0 and 1.
    package struct Traits: Sendable {
        let place: Double

        package init(_ generator: inout SeededGenerator) { place = generator.uniform() }
    }

    /// - Parameter load: Of a service with eight operations.
    package func readings(
        _ count: Int, _ traits: Traits, load: MemoryGroup.Load? = nil, _ generator: inout SeededGenerator
    ) -> [Double] {
        var own = OwnCourse(self, load, &generator)
        return (0..<count).map { index in
            82_000 + 200 * generator.normal() + own.next(index, traits, &generator)
        }
    }
}

/// What one process has taken beside the level that all begin with.
private struct OwnCourse {
    private let service: SimulatedService
    private let share: Double
    private var tooth = 0
    private var toothEnd: Int
    private var taken = 0.0
    private var nextStep: Double

    init(_ service: SimulatedService, _ load: MemoryGroup.Load?, _ generator: inout SeededGenerator) {
        self.service = service
        toothEnd = Int.random(in: 1...14, using: &generator)
        nextStep = 1600 * generator.uniform()
        let all = Double(SimulatedService.operations.count)
        switch load {
        case nil: share = 1 / all
        case .emphasising(let names):
            let others = all - Double(names.count)
            share =
                names.contains(SimulatedService.leaking) ? 0.5 / Double(names.count) : 0.5 / others
        case .alone(let name): share = name == SimulatedService.leaking ? 1 : 0
        }
    }

    mutating func next(
        _ index: Int, _ traits: SimulatedService.Traits, _ generator: inout SeededGenerator
    ) -> Double {
        let place = Double(index)
        let operation = 10 * (place + 1)
        switch service {
        case .flat: return 0
        case .sawtooth: return sawtooth(&generator)
        case .fastCache: return 30_000 * (1 - exp(-place / 8))
        case .slowCache: return 30_000 * (1 - exp(-place / 40))
        case .endlessCache: return 4000 * log(1 + place)
        case .steppedAllocator: return stepped(place, &generator)
        case .plateau: return 20 * min(operation, 300 + 2500 * traits.place)
        case .oneStep: return operation > 4800 * traits.place ? 8000 : 0
        case .leak: return 5 * operation
        case .sawtoothLeak: return 5 * operation + sawtooth(&generator)
        case .steppedLeak: return 5 * operation + stepped(place, &generator)
        case .lateLeak: return 50 * max(0, operation - 700)
        case .latestLeak: return 5 * max(0, operation - 300 - 3700 * traits.place)
        case .largeSteps: return 20_000 * (operation / 800).rounded(.down)
        case .smallSteps:
            if operation >= nextStep {
                nextStep += 1600 * (0.5 + generator.uniform())
                taken += 8000
            }
            return taken
        case .randomSteps:
            if generator.uniform() < 10.0 / 1600 { taken += 8000 }
            return taken
        case .oneOfEight:
            for _ in 0..<10 where generator.uniform() < share { taken += 5 }
            return taken
        case .afterRelease: return 5 * operation + 60_000 * max(0, 1 - operation / 1000)
        }
    }

    private mutating func sawtooth(_ generator: inout SeededGenerator) -> Double {
        tooth += 1
        if tooth >= toothEnd { (tooth, toothEnd) = (0, Int.random(in: 8...14, using: &generator)) }
        return 2000 * Double(tooth)
    }

    private mutating func stepped(_ place: Double, _ generator: inout SeededGenerator) -> Double {
        if generator.uniform() < 2 / (2 + place) { taken += 4096 }
        return taken
    }
}
