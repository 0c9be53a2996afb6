import GateModel
import Measuring
import Processes
import ServiceFixture
import Synchronization

/// The item service in a directory, without git, and a subject that runs it.
struct ServiceDirectory {
    let traces: Traces
    /// What was said of states that could not be dropped.
    let said = Lines()
    private let directory: TemporaryDirectory
    var path: String { directory.path }
    var state: String { directory.path + "/state" }

    init(faults: String = "") throws {
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        traces = try Traces()
        try durableWrite(Array(serviceScript.utf8), to: directory.path + "/service.py")
        try durableWrite(Array(faults.utf8), to: directory.path + "/behaviour")
        try makeDirectory(state)
        try durableWrite(Array("one\ntwo\nthree\n".utf8), to: state + "/items")
    }

    func subject(_ service: Service = itemService()) throws -> Subject {
        try subject(.service(service), service.data)
    }

    /// A tool whose checkout is the directory.
    func tool() throws -> Subject {
        try subject(.tool(Tool(build: nil, environment: ["TRACES"], secrets: ["SECRET"])), nil)
    }

    private func subject(_ declared: DeclaredSubject, _ data: Service.DataSet?) throws -> Subject {
        let id = try ObjectID(hex: String(repeating: "1", count: 40)) ?? { throw NoObjectID() }()
        let environment = ["PATH": "/usr/bin:/bin", "TRACES": traces.path, "SECRET": "swordfish"]
        let copies = StateCopies(
            data, instruments: instruments, environment: environment, masks: ["swordfish"],
            say: { [said] in said.add($0) })
        return Subject(
            side: .candidate, revision: Revision(commit: id, tree: id, summary: "items"), checkout: path,
            state: state, declared: declared, copies: copies, environment: environment,
            confinement: .none, masks: ["swordfish"])
    }

    var instruments: Instruments { Instruments(checkout: path, home: path, confinement: .none) }
}

extension ServiceDirectory {
    /// Starts the service, for as long as `body` takes.
    func whileRunning<Value: Sendable>(
        _ body: (RunningSubject) async throws(MeasuringError) -> Value
    ) async throws -> Value {
        try await subject().whileRunning(body)
    }

    /// Why the service cannot be started.
    func failureToStart(_ service: Service) async throws -> Inconclusive? {
        let subject = try subject(service)
        return await inconclusive { () throws(MeasuringError) in _ = try await subject.start() }
    }
}

/// Lines in the order in which they were said.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}

private struct NoObjectID: Error {}

/// What a measurement could not be taken for.
func inconclusive(_ body: () async throws(MeasuringError) -> Void) async -> Inconclusive? {
    do throws(MeasuringError) {
        try await body()
        return nil
    } catch {
        return error.inconclusive
    }
}
