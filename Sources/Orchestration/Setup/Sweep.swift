import DecisionLog
import GateModel
import Git
import Measuring
import Processes
import Rollback

/// Clears away what gates that were killed have left: processes, states outside of files, directories below `TMPDIR`.
///
/// Only what belongs to this user, and whose owner is known to be dead; what cannot be removed is said and stays.
struct Sweep: Sendable {
    let session: CommandContext
    let key: SigningKey

    /// Of all directories that Pawl makes below `TMPDIR` for itself.
    private static let prefixes = [
        RunMark.prefix, "pawl-gate-", "pawl-state-", "pawl-job-", "pawl-contract-", "pawl-check-",
        "pawl-locust-",
        "pawl-deploy-",
        "pawl-deployed-", "pawl-rollback-", "pawl-sweep-", "pawl-trace-",
    ]

    func run() async {
        let killed = killLeftProcesses()
        if !killed.isEmpty {
            session.say(
                "killed what a gate that was killed had left running: pid "
                    + killed.map(String.init).joined(separator: ", "))
        }
        let groups = removeLeftGroups()
        if !groups.isEmpty {
            session.say("removed \(groups.count) control groups that a gate that was killed had left")
        }
        do throws(FileError) {
            let left = try leftDirectories(prefixes: Self.prefixes)
            for owner in Set(left.map(\.owner)) { await sweep(left.filter { $0.owner == owner }, of: owner) }
        } catch {
            session.say("nothing is swept: \(error)")
        }
    }

    private func sweep(_ directories: [LeftDirectory], of owner: ProcessOwner) async {
        var claimed: [LeftDirectory] = []
        for directory in directories where attempt({ () throws(FileError) in try directory.claim() }) {
            claimed.append(directory)
        }
        if let mark = claimed.lazy.compactMap({ RunMark.content(of: $0, key: key) }).first {
            await drop(states(in: claimed, of: mark), of: mark)
        }
        let removed = claimed.count { directory in
            attempt { () throws(FileError) in try directory.remove() }
        }
        session.say(
            "removed what pid \(owner.processID), which was killed, had left: \(removed) of "
                + "\(directories.count) directories below TMPDIR")
    }

    /// Says what went wrong, and whether nothing did.
    private func attempt(_ body: () throws(FileError) -> Void) -> Bool {
        do throws(FileError) {
            try body()
            return true
        } catch {
            session.say("left as it is: \(error)")
            return false
        }
    }

    /// Directories under a name that the dead process gave to a state, copies before what they were made from: those of
    /// single processes, of revisions, and then of the seed.
    private func states(in directories: [LeftDirectory], of mark: RunMark.Content) -> [String] {
        var nearer: [String] = []
        var deeper: [String] = []
        for directory in directories {
            for name in entries(of: directory.path) {
                let path = "\(directory.path)/\(name)"
                if StateName.isName(name, of: mark.states) { nearer.append(path) }
                deeper += entries(of: path).filter { StateName.isName($0, of: mark.states) }.map {
                    "\(path)/\($0)"
                }
            }
        }
        let ofProcesses = nearer.filter { $0.contains("/pawl-state-") }
        return ofProcesses + deeper + nearer.filter { !ofProcesses.contains($0) }
    }

    /// None of what is no directory, or cannot be read.
    private func entries(of path: String) -> [String] {
        do throws(FileError) {
            return try directoryNames(path)
        } catch {
            return []
        }
    }

    /// By the command of the pipeline file and in the tree that the dead gate used, both from git.
    private func drop(_ states: [String], of mark: RunMark.Content) async {
        guard !states.isEmpty else { return }
        do {
            var pipelines = RecordedPipelines(directory: mark.repository)
            guard let pipeline = try pipelines.pipeline(of: mark.pipeline), let data = pipeline.subject.data
            else { return session.say("states may be left behind, their pipeline file is gone: \(states)") }
            let repository = try Repository(discoverFrom: mark.repository)
            let exported = try ExportedCommit(mark.baseline, for: "sweep", in: repository)
            let opened = try openings(
                of: pipeline, mark.pipeline, baseline: revision(mark.baseline.hex, in: repository),
                in: repository)
            let instruments = Instruments(
                checkout: exported.checkout, home: exported.home,
                confinement: try await session.confinement(opening: opened.inForce))
            let subject = pipeline.subject
            var variables = session.caller.variables(
                home: exported.home, naming: subject.environment + subject.secrets)
            variables["PAWL_REVISION"] = mark.baseline.hex
            variables["PAWL_SCALE"] = "\(DataScale.whole)"
            let session = session
            let copies = StateCopies(
                data, instruments: instruments, environment: variables,
                masks: session.caller.values(of: subject.secrets), say: { session.say($0) })
            for state in states { await copies.drop(state) }
            session.say("dropped \(states.count) states of a gate that was killed")
        } catch {
            session.say("states may be left behind, \(states.joined(separator: ", ")): \(error)")
        }
    }
}
