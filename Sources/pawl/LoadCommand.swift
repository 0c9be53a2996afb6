import ArgumentParser
import GateModel
import HTTPClient
import Measuring
import Pipelines
import Reports

/// `pawl load`: the load generator by itself.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Loads one URL, and says how long answers took.",
        discussion: """
            Latency counts from when a request should have been sent, and answers that are no success are counted apart.
            Users wait for their answers, so that a slow service is asked less; a rate waits for nothing, which is what
            the latency that people meet is measured with.

            Exit codes: 0 as asked · 10 some requests failed · 13 inconclusive: requests were late or not sent, or nothing was
            answered · 69 unreachable
            """)

    @Argument(help: "http://HOST:PORT/PATH?QUERY, or https.")
    var url: String

    @Option(help: "Users at once, each with a connection of its own. (default: 10, unless there is a rate)")
    var users: Int?

    @Option(help: "How long a user waits between an answer and the next request: 100ms.")
    var think: Length?

    @Option(help: "Requests a second, instead of users.")
    var rate: Double?

    @Option(help: "How long the rate takes to grow from nothing; what is sent then counts for nothing.")
    var ramp: Length?

    @Option(name: .customLong("for"), help: "How long: 5s, 2m.")
    var time = Length(.seconds(10))

    @OptionGroup var request: LoadRequestOptions

    @Option(help: OutputFormat.help)
    var format = JudgeFormat.text

    func validate() throws {
        if let users, !(1...10_000).contains(users) { throw ValidationError("--users: from 1 to 10000") }
        guard let rate else {
            if ramp != nil { throw ValidationError("--ramp leads up to a --rate") }
            return
        }
        guard users == nil, think == nil else {
            throw ValidationError("--rate waits for no answer: leave out --users and --think")
        }
        let requests = rate * (time.duration / .seconds(1))
        guard rate > 0, (1...100_000_000).contains(requests) else {
            throw ValidationError("--rate and --for make no load of 1 to 100000000 requests")
        }
    }

    private var model: LoadModel {
        if let rate {
            .open(OpenLoad(rate: rate, time: time.duration, ramp: ramp?.duration ?? .zero))
        } else {
            .closed(
                ClosedLoad(users: users ?? 10, amount: .time(time.duration), think: think?.duration ?? .zero))
        }
    }

    func run() async throws {
        let (address, operation) = try request.operation(url)
        let generator = try await reachable {
            try await LoadGenerator(
                address, limits: request.limits, authorities: request.ca, probes: true,
                operations: [operation], seed: 1,
                stream: "load")
        }
        let model = model
        let work = Task { await generator.run(model) }
        let interrupts = Interrupts(onFirst: { work.cancel() })
        let result = await work.value
        await generator.shutdown()
        let summary = result.summary
        switch format {
        case .json: Terminal.result(LoadReport.json(summary))
        case .text: Terminal.result(LoadReport.text(summary, model, url: url, style: Terminal.style))
        }
        if let signal = interrupts.signal { throw ExitCode.interrupted(bySignal: signal) }
        if summary.isInconclusive { throw ExitCode.inconclusive }
        if summary.errors > 0 { throw ExitCode.blocked }
    }

    private func reachable<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as HTTPError {
            Terminal.message("\(errorText(error))\n  hint: start the service first, or mend the URL")
            throw ExitCode.unreachable
        }
    }
}

/// A length of time on the command line: `5s`.
struct Length: ExpressibleByArgument, CustomStringConvertible {
    let duration: Duration

    init(_ duration: Duration) {
        self.duration = duration
    }

    init?(argument: String) {
        guard let seconds = durationInSeconds(argument), (0.001...31_536_000).contains(seconds) else {
            return nil
        }
        duration = .seconds(seconds)
    }

    var description: String { "\(duration / .seconds(1))s" }
}
