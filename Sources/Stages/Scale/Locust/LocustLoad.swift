package import GateModel
import HTTPClient
package import Measuring
import Processes
import Statistics

/// The load of stage `scale`, made by Locust: its workers ask, Pawl judges what they report.
struct LocustLoad {
    private let context: StageContext
    private let model: LoadModel
    private let workers: LocustWorkers
    private let script: LocustScript
    /// A user each; of an open load one for each worker.
    private let shares: [LocustShare]

    /// What came of it, and what made it: `locust 2.47.0, 2 workers`.
    struct Ran {
        let result: LoadResult
        let engine: String
    }

    init(_ context: StageContext, _ model: LoadModel, _ workers: LocustWorkers) {
        self.context = context
        self.model = model
        self.workers = workers
        script = LocustScript(context.stage, model, workers, in: context.plan.pipeline)
        func warmUp(_ user: Int) -> [DrawnInput] {
            context.userInputs(times: 1, stream: "scale warm-up of user \(user)")
        }
        switch model {
        case .closed(let load):
            // The reader refuses users who go by the clock.
            let times = if case .operations(let times) = load.amount { times } else { 0 }
            shares = (0..<load.users).map { user in
                LocustShare(
                    warmUp: warmUp(user), load: context.userInputs(times: times, stream: "scale user \(user)")
                )
            }
        case .open(let load):
            var generator = SeededGenerator(seed: context.plan.seed, stream: "scale pace")
            shares = LocustShare.open(load, senders: workers.count, warmUp: warmUp) {
                context.drawWeighted(&generator)
            }
        }
    }

    /// How long workers that are started here may take until they are connected.
    private static let patience = Duration.seconds(60)
    /// How long the warm-up may take where nothing answers: every exchange of an operation runs into its timeout.
    private static let exchangeTime = Duration.seconds(31)

    /// Runs the load to its end.
    ///
    /// - Parameters:
    ///   - death: Why the load cannot go on; nil while it can.
    ///   - whenWarm: Called between warm-up and load, while nothing is asked.
    /// - Throws: with nothing left running.
    func run(
        at address: ServiceAddress, until death: () -> MeasuringError?, whenWarm: () async -> Void
    ) async throws(MeasuringError) -> Ran {
        let url = "http\(address.isSecure ? "s" : "")://\(place(of: address))\(address.prefix)"
        let inputs = shares.flatMap {
            $0.line(operations: context.operations, values: context.plan.pipeline.values)
        }
        let processes = try await LocustProcesses.start(
            workers, script: script.text, inputs: inputs, users: shares.count, url: url,
            variables: context.baseline.environment.filter { ["PATH", "LANG"].contains($0.key) },
            callersWord: context.locustWord)
        do throws(MeasuringError) {
            let result = try await follow(processes, url: url, death: death, whenWarm: whenWarm)
            await processes.stop()
            return result
        } catch {
            await processes.stop()
            throw error
        }
    }

    private func follow(
        _ processes: LocustProcesses, url: String, death: () -> MeasuringError?, whenWarm: () async -> Void
    ) async throws(MeasuringError) -> Ran {
        try await waitForWorkers(processes)
        let steps = context.operations.reduce(0) { $0 + ($1.exchange?.then == nil ? 1 : 2) }
        let warm = { () throws(MeasuringError) in try processes.hasMarked("warm") }
        guard
            try await comesTrue(
                warm, in: processes, within: Self.exchangeTime * (steps + 1), until: death)
        else { throw MeasuringError(.timedOut, "the users of Locust did not get warm") }
        try checkWarmUp(of: try processes.record(), at: url)
        await whenWarm()
        try processes.go()
        let over = { () throws(MeasuringError) in processes.master.hasEnded != nil }
        _ = try await comesTrue(over, in: processes, within: nil, until: death)
        return try await result(of: processes)
    }

    /// What is not answered in time would end the load as well. Whoever cannot connect from elsewhere has the wrong
    /// address; from here it is the service, which the load will show.
    private func checkWarmUp(of record: LocustRecord, at url: String) throws(MeasuringError) {
        if let operation = record.warmUpTimeout(of: shares) {
            throw MeasuringError(.timedOut, "under load '\(operation)' did not answer in time")
        }
        guard case .elsewhere = workers.place, let unconnected = record.unconnected else { return }
        throw MeasuringError(
            .serviceNotReady,
            "Locust worker \(unconnected.worker) does not reach \(url): \(unconnected.failure)")
    }

    private func waitForWorkers(_ processes: LocustProcesses) async throws(MeasuringError) {
        var patience = Self.patience
        var place = ""
        if case .elsewhere(let listening) = workers.place {
            patience = listening.wait
            place = " on \(listening.address):\(listening.port)"
            context.report(
                "waiting for \(workers.count) Locust workers\(place): "
                    + processes.workerCommand(port: listening.port))
        }
        let started = { () throws(MeasuringError) in try processes.hasMarked("started") }
        let areThere = try await comesTrue(started, in: processes, within: patience, until: { nil })
        guard !areThere else { return }
        let count = try processes.record().connected.count
        throw MeasuringError(
            .workerLost,
            "\(count) of \(workers.count) Locust workers connected\(place) within \(patience.text)")
    }

    /// Polls until it is so, or the time is over: then false. Throws as soon as one of the processes ends badly.
    private func comesTrue(
        _ condition: () throws(MeasuringError) -> Bool, in processes: LocustProcesses,
        within time: Duration?, until death: () -> MeasuringError?
    ) async throws(MeasuringError) -> Bool {
        let clock = ContinuousClock()
        let deadline = time.map { clock.now + $0 }
        while true {
            try context.checkTime("under load")
            if let death = death() { throw death }
            if try condition() { return true }
            try processes.checkRunning()
            if processes.master.hasEnded != nil { _ = try await result(of: processes) }
            if let deadline, clock.now > deadline { return false }
            do {
                try await clock.sleep(for: .milliseconds(10))
            } catch {
                throw MeasuringError(.interrupted, "under load")
            }
        }
    }

    /// What there is when the master has ended.
    ///
    /// - Throws: where it is not everything, once, and as Locust itself counts it.
    private func result(of processes: LocustProcesses) async throws(MeasuringError) -> Ran {
        try processes.checkRunning()
        let record = try processes.record()
        if let worker = record.changed {
            let what = record.connected.count > workers.count ? "joined" : "was lost"
            throw MeasuringError(.workerLost, "Locust worker \(worker) \(what) under load")
        }
        if let gap = record.gap(in: shares) { throw MeasuringError(.noSamples, "locust: \(gap)") }
        let output = processes.master.output
        guard output.omittedBytes == 0, let totals = LocustTotals(json: output.bytes) else {
            throw MeasuringError(
                .notEvaluated,
                "locust --json printed what is not understood\(lastLines(output, processes.master.errorOutput))"
            )
        }
        if let why = totals.disagreement(with: LocustTotals(rows: record.rows, of: shares)) {
            throw MeasuringError(.notComparable, "locust --json: \(why)")
        }
        let (ramp, time): (Duration, Duration) =
            switch model {
            case .closed: (.zero, .zero)
            case .open(let load): (load.ramp, load.time)
            }
        let result = record.result(
            of: shares, context.operations, context.operationMetrics, after: ramp, atLeast: time)
        try result.checkAnswered()
        let version = record.version ?? "of unknown version"
        let count = "\(workers.count) worker\(workers.count == 1 ? "" : "s")"
        return Ran(result: result, engine: "locust \(version), \(count)")
    }

    /// As workers see it.
    private func place(of address: ServiceAddress) -> String {
        guard case .elsewhere(let listening) = workers.place, let host = listening.host else {
            return address.place
        }
        return ServiceAddress(host: host, port: address.port).place
    }
}

extension LocustScript {
    /// Of a stage of a pipeline; `pawl plan` shows the same.
    package init(_ stage: Stage, _ model: LoadModel, _ workers: LocustWorkers, in pipeline: Pipeline) {
        let named = Set(stage.rules.map(\.metric.name))
        let timing: Timing =
            switch model {
            case .closed(let load): .closed(think: load.think)
            case .open(let load): .open(connections: max(1, load.connections / workers.count))
            }
        self.init(
            operations: pipeline.operations.filter { stage.operations.contains($0.name) },
            values: pipeline.values, metrics: pipeline.metrics.filter { named.contains($0.name) },
            timing: timing)
    }
}

extension StageContext {
    /// One of the operations, each as often as its weight says, with values.
    fileprivate func drawWeighted(_ generator: inout SeededGenerator) -> DrawnInput {
        let sum = operations.reduce(0) { $0 + $1.weight }
        var drawn = Int.random(in: 0..<max(1, sum), using: &generator)
        let operation = operations.first { operation in
            drawn -= operation.weight
            return drawn < 0
        }
        return draw(operation ?? operations[0], &generator)
    }
}
