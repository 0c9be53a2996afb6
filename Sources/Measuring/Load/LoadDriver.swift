import GateModel
import HTTPClient
import Statistics

/// One load that is under way.
protocol LoadRun: AnyObject {
    /// Ends it now; what is under way counts for nothing.
    func stop()
}

/// Makes loads on the thread of one, one after the other.
final class LoadDriver {
    private let loop: LoadLoop
    private let operations: [LoadOperation]
    private let pool: ValuePool
    private let metrics: [Metric]
    private let seed: UInt64
    private let stream: String
    /// Of closed loads, kept for the next one.
    private var users: [LoadUser] = []
    private var run: (any LoadRun)?
    private var runs = 0

    init(
        _ loop: LoadLoop, _ operations: [LoadOperation], _ pool: ValuePool, _ metrics: [Metric], seed: UInt64,
        stream: String
    ) {
        self.loop = loop
        self.operations = operations
        self.pool = pool
        self.metrics = metrics
        self.seed = seed
        self.stream = stream
    }

    func run(_ model: LoadModel, completed: @escaping (LoadResult) -> Void) {
        runs += 1
        let start = loop.now
        var measured = start
        if case .open(let load) = model { measured += UInt64(load.ramp / .nanoseconds(1)) }
        let record = LoadRecord(loop, operations: operations, metrics: metrics, from: measured)
        let done = { [weak self] (result: LoadResult) in
            self?.run = nil
            completed(result)
        }
        switch model {
        case .closed(let load):
            prepareUsers(load)
            let run = ClosedRun(loop, Array(users.prefix(load.users)), load, record, completed: done)
            self.run = run
            run.start()
        case .open(let load):
            let run = OpenRun(
                loop, load, OperationMix(weights: operations.map(\.declared.weight)), generator("pace"),
                record,
                from: start, newUser: { [unowned self] in newUser($0) }, completed: done)
            self.run = run
            run.begin()
        }
    }

    func stop() { run?.stop() }

    private func prepareUsers(_ load: ClosedLoad) {
        while users.count < load.users { users.append(newUser(users.count)) }
        for (number, user) in users.prefix(load.users).enumerated() {
            user.generator = generator("user \(number)")
            switch load.amount {
            case .operations(let times):
                user.mix = OperationMix(
                    operations: operations.count, times: times, using: &user.generator)
            case .time: user.mix = OperationMix(weights: operations.map(\.declared.weight))
            }
        }
    }

    private func newUser(_ number: Int) -> LoadUser {
        LoadUser(loop, operations, pool, generator("user \(number)"))
    }

    private func generator(_ name: String) -> SeededGenerator {
        SeededGenerator(seed: seed, stream: "\(stream) run \(runs) \(name)")
    }
}
