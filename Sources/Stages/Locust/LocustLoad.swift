import GateModel
import HTTPClient
import Measuring
import Processes

/// The load of stage `scale`, made by Locust: its workers ask, Pawl judges what they report.
struct LocustLoad {
    private let context: StageContext
    private let workers: LocustWorkers
    private let script: LocustScript
    /// A user each.
    private let shares: [LocustShare]

    /// The same inputs as ``ScaleStage`` gives its own users.
    init(_ context: StageContext, _ settings: Stage.Scale, _ workers: LocustWorkers) {
        self.context = context
        self.workers = workers
        script = LocustScript(context.stage, settings, in: context.plan.pipeline)
        shares = (0..<settings.users).map { user in
            LocustShare(
                warmUp: context.userInputs(times: 1, stream: "scale warm-up of user \(user)"),
                load: context.userInputs(times: settings.operationsPerUser, stream: "scale user \(user)"))
        }
    }

    /// How long workers that are started here may take until they are connected.
    private static let patience = Duration.seconds(60)
    /// How long the warm-up may take where nothing answers: every exchange of an operation runs into its timeout.
    private static let exchangeTime = Duration.seconds(31)

    /// Runs the load to its end.
    ///
    /// - Parameters:
    ///   - death: Why the service cannot be measured any more; nil while it can.
    ///   - whenWarm: Called between warm-up and load, while nothing is asked.
    /// - Throws: with nothing left running.
    func run(
        at address: ServiceAddress, death: () -> MeasuringError?, whenWarm: () async -> Void
    ) async throws(MeasuringError) -> LocustResult {
        let url = "http://\(place(of: address))\(address.prefix)"
        let inputs = shares.flatMap {
            $0.line(operations: context.operations, values: context.plan.pipeline.values)
        }
        let processes = try await LocustProcesses.start(
            workers, script: script.text, inputs: inputs, users: shares.count, url: url,
            variables: context.baseline.environment.filter { ["PATH", "LANG"].contains($0.key) })
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
    ) async throws(MeasuringError) -> LocustResult {
        try await waitForWorkers(processes)
        let steps = context.operations.reduce(0) { $0 + ($1.exchange?.then == nil ? 1 : 2) }
        guard
            try await isTrue(processes, within: Self.exchangeTime * (steps + 1), death: death, {
                () throws(MeasuringError) in try processes.hasMarked("warm")
            })
        else { throw MeasuringError(.timedOut, "the users of Locust did not get warm") }
        if let silence = try processes.record().unanswered {
            let end = death()
            throw end
                ?? MeasuringError(
                    .serviceNotReady, "a Locust worker reaches nobody at \(url): \(silence.failure)")
        }
        await whenWarm()
        try processes.go()
        _ = try await isTrue(processes, within: nil, death: death) { processes.master.hasEnded != nil }
        return try await result(of: processes)
    }

    private func waitForWorkers(_ processes: LocustProcesses) async throws(MeasuringError) {
        var patience = Self.patience
        var where_ = ""
        if case .elsewhere(let listening) = workers.place {
            patience = listening.wait
            where_ = " on \(listening.address):\(listening.port)"
            context.report(
                "waiting for \(workers.count) Locust workers\(where_): locust --worker -f - "
                    + "--master-host THIS-HOST --master-port \(listening.port)")
        }
        let isThere = try await isTrue(processes, within: patience, death: { nil }) {
            () throws(MeasuringError) in try processes.hasMarked("started")
        }
        guard !isThere else { return }
        let count = try processes.record().connected.count
        throw MeasuringError(
            .workerLost,
            "\(count) of \(workers.count) Locust workers connected\(where_) within \(patience.inWords)")
    }

    /// Polls until it is so, or the time is over; throws as soon as one of the processes ends badly.
    private func isTrue(
        _ processes: LocustProcesses, within time: Duration?, death: () -> MeasuringError?,
        _ condition: () throws(MeasuringError) -> Bool
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
    private func result(of processes: LocustProcesses) async throws(MeasuringError) -> LocustResult {
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
                "locust --json printed what is not understood\(lastLines(output, processes.master.errorOutput))")
        }
        if let why = totals.disagreement(with: LocustTotals(rows: record.rows, of: shares)) {
            throw MeasuringError(.notComparable, "locust --json: \(why)")
        }
        return LocustResult(record: record, shares: shares, workers: workers.count)
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
    package init(_ stage: Stage, _ settings: Stage.Scale, in pipeline: Pipeline) {
        let named = Set(stage.rules.map(\.metric.name))
        self.init(
            operations: pipeline.operations.filter { stage.operations.contains($0.name) },
            values: pipeline.values, metrics: pipeline.metrics.filter { named.contains($0.name) },
            timing: .closed(think: .zero))
    }
}
