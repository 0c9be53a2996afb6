import GateModel
import Git
import Measuring
import Processes

/// The steps that make a ``Workspace``, in order.
struct Preparation {
    let plan: Plan
    let root: String
    let environment: CallerEnvironment
    let progress: @Sendable (Progress) -> Void
    let claims: HeldCacheEntries
    let builds: BuildCaches?
    let confinement: SubjectConfinement
    let protected = ProtectedTrees()
    let places: RevisionPlaces
    let states: StatePaths

    init(
        plan: Plan, root: String, environment: CallerEnvironment,
        progress: @escaping @Sendable (Progress) -> Void, claims: HeldCacheEntries,
        builds: BuildCaches? = nil,
        confinement: SubjectConfinement
    ) {
        self.plan = plan
        self.root = root
        self.environment = environment
        self.progress = progress
        self.claims = claims
        self.builds = builds
        self.confinement = confinement
        places = RevisionPlaces(below: root)
        states = StatePaths(below: root, of: places, for: plan.pipeline.subject.data)
    }

    private static let stepTimeout = Duration.seconds(600)

    var declared: DeclaredSubject { plan.pipeline.subject }
    private func seeded(_ scale: DataScale) -> String {
        claims.seeds[scale]?.made ?? states.seeded(at: scale)
    }
    private var arms: [MeasuredRevision] { MeasuredRevision.all(of: plan) }
    func checkout(_ arm: MeasuredRevision) -> String { place(arm) + "/checkout" }
    func place(_ arm: MeasuredRevision) -> String { claims.builds[arm]?.live ?? places[arm] }
    private func state(_ arm: MeasuredRevision) -> String { states[arm] }
    func home(_ arm: MeasuredRevision) -> String { place(arm) + "/home" }

    func subject(_ arm: MeasuredRevision) -> Subject {
        subject(arm, state: declared.data == nil ? nil : state(arm), .whole)
    }

    private func subject(_ arm: MeasuredRevision, state: String?, _ scale: DataScale) -> Subject {
        Subject(
            side: arm.side, revision: arm.revision(in: plan), checkout: checkout(arm), state: state,
            declared: declared, copies: copies, environment: variables(arm, state: nil, scale),
            confinement: confinement, masks: environment.values(of: declared.secrets))
    }

    var instruments: Instruments {
        Instruments(checkout: checkout(.baseline), home: home(.baseline), confinement: confinement)
    }

    /// Everything that is made before the candidate's code runs for the first time, and then what needs that.
    ///
    /// So a candidate's build finds nothing unfinished that it could change: not the baseline's files, not its build, not the
    /// data. What is ready is protected from then on.
    func make(from path: String) async throws(MeasuringError) {
        for arm in arms where arm != .candidate {
            try await build(arm, from: path)
            try protectFiles(of: arm, from: path)
        }
        for scale in [.whole] + plan.pipeline.smallerData {
            try await seed(scale)
            if declared.data != nil { try protectState(seeded(scale)) }
        }
        try await build(.candidate, from: path)
        try protectFiles(of: .candidate, from: path)
        try protected.check()
    }

    /// From the baseline's tree, once for each size; both sides work on copies.
    private func seed(_ scale: DataScale) async throws(MeasuringError) {
        guard let data = declared.data else { return }
        let entry = claims.seeds[scale]
        let name = "data set" + scale.place
        if let entry, try isKept(entry, name) { return sayKept(name) }
        progress(Progress(stage: nil, text: "making the \(name)"))
        let state = entry?.live ?? seeded(scale)
        try prepared(.dataNotReady, "seed" + scale.place) { () throws(FileError) in
            try entry?.clear()
            try makeDirectory(state)
        }
        let variables = variables(.baseline, state: state, scale)
        try await step(
            data.seed, in: checkout(.baseline), variables, .dataNotReady, "seed" + scale.place,
            instruments(writing: state))
        // Everything that follows would find out only after a long time.
        try prepared(.dataNotReady, "seed" + scale.place) { () throws(FileError) in
            _ = try TreeSize(of: [state], to: "copy")
        }
        keep(name) { () throws(FileError) in try entry?.keepByMoving() }
    }

    /// Whether an earlier gate made it, and it is what that gate made.
    func isKept(_ entry: CacheEntry, _ name: String) throws(MeasuringError) -> Bool {
        let finding: CacheState
        do throws(FileError) {
            finding = try entry.check()
        } catch {
            progress(Progress(stage: nil, text: "\(name): made anew, what was kept cannot be read: \(error)"))
            return false
        }
        switch finding {
        case .nothing: return false
        case .intact: return true
        case .changed:
            let text = "\(name): made anew, since somebody changed what was kept in \(entry.kept)"
            progress(Progress(stage: nil, text: text))
            return false
        }
    }

    func sayKept(_ name: String) {
        progress(Progress(stage: nil, text: "\(name): kept from an earlier gate"))
    }

    func prepared(
        _ reason: Inconclusive.Reason, _ name: String, _ body: () throws(FileError) -> Void
    ) throws(MeasuringError) {
        do throws(FileError) {
            try body()
        } catch {
            throw MeasuringError(reason, name, cause: error)
        }
    }

    /// What cannot be kept costs the next gate time, and this one nothing.
    func keep(_ name: String, _ body: () throws(FileError) -> Void) {
        do throws(FileError) {
            try body()
        } catch {
            progress(Progress(stage: nil, text: "\(name): not kept for the next gate: \(error)"))
        }
    }

    func migrateAndCount() async throws(MeasuringError) -> [DataCount] {
        guard let data = declared.data else { return [] }
        var counts: [DataCount] = []
        for arm in arms {
            try await migrate(arm, data)
            let variables = variables(arm, state: state(arm))
            // The anchor's data decides nothing: what it is compared with was counted.
            for count in data.counts where arm != .anchor {
                counts.append(try await counted(count, arm.side, variables, state: state(arm)))
            }
            try protectState(state(arm))
        }
        return counts
    }

    /// A revision's own copy of the data, after its own migrations.
    private func migrate(_ arm: MeasuredRevision, _ data: Service.DataSet) async throws(MeasuringError) {
        try prepared(.dataNotReady, "state of the \(arm.rawValue)") { () throws(FileError) in
            try makeDirectory(places[arm])
        }
        try protected.check()
        try await copies.copy(seeded(.whole), to: state(arm), "state of the \(arm.rawValue)")
        guard let migrate = data.migrate else { return }
        try await step(
            migrate, in: checkout(arm), variables(arm, state: state(arm)), .dataNotReady,
            "migrate of the \(arm.rawValue)", migration(of: arm, state(arm)))
    }

    /// The baseline alone, as a gate makes it, but neither counted nor kept.
    func makeBaseline(from path: String) async throws(MeasuringError) -> Subject {
        try await build(.baseline, from: path)
        if let data = declared.data {
            try await seed(.whole)
            try await migrate(.baseline, data)
        }
        return subject(.baseline)
    }

    /// The candidate on smaller data, migrated and counted as the whole is.
    func smallerData(_ scale: DataScale) async throws(MeasuringError) -> ScaledSubject {
        guard let data = declared.data else {
            throw MeasuringError(.dataNotReady, "there is no data to make less of")
        }
        let state = states.candidate(at: scale)
        let name = "state of the candidate" + scale.place
        try prepared(.dataNotReady, name) { () throws(FileError) in
            try makeDirectory("\(root)/scale-\(scale)")
        }
        try protected.check()
        try await copies.copy(seeded(scale), to: state, name)
        let variables = variables(.candidate, state: state, scale)
        if let migrate = data.migrate {
            let name = "migrate of the candidate" + scale.place
            try await step(
                migrate, in: checkout(.candidate), variables, .dataNotReady, name,
                migration(of: .candidate, state))
        }
        var counts: [DataCount] = []
        for count in data.counts {
            counts.append(try await counted(count, .candidate, variables, scale, state: state))
        }
        try protectState(state)
        return ScaledSubject(
            size: DataSize(scale: scale, counts: counts),
            subject: subject(.candidate, state: state, scale))
    }

    /// By the baseline's own instrument, whichever side is counted.
    private func counted(
        _ count: Service.Count, _ side: Side, _ variables: [String: String], _ scale: DataScale = .whole,
        state: String
    ) async throws(MeasuringError) -> DataCount {
        let name = "count of \(count.name) on the \(side.rawValue)'s side" + scale.place
        let own = variables.merging(["HOME": home(.baseline)]) { _, own in own }
        let text = try await step(
            count.run, in: checkout(.baseline), own, .dataNotReady, name, instruments(writing: state))
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }
        guard words.count == 1, let counted = Int(words[0]) else {
            let seen = words.isEmpty ? "nothing" : "'\(words.joined(separator: " ").prefix(80))'"
            throw MeasuringError(.dataNotReady, "\(name) printed \(seen), not one whole number")
        }
        return DataCount(
            name: count.name, side: side, counted: counted, atLeast: scale.share(of: count.atLeast))
    }

    func variables(
        _ arm: MeasuredRevision, state: String? = nil, _ scale: DataScale = .whole
    ) -> [String: String] {
        var variables = environment.base(home: home(arm))
        variables.merge(environment.named(declared.environment + declared.secrets)) { _, passed in passed }
        variables["PAWL_REVISION"] = arm.revision(in: plan).commit.hex
        variables["PAWL_SCALE"] = "\(scale)"
        // By which a later Pawl knows what this one has left running, should it be killed.
        variables[ProcessOwner.variable] = ProcessOwner.current?.text
        variables["PAWL_STATE"] = state
        return variables
    }

    /// For the baseline's own commands, whichever side's state they work on.
    private func instruments(writing state: String) -> Sandbox? {
        confinement.sandbox(reading: [checkout(.baseline)], writing: [state, home(.baseline)])
    }

    private func migration(of arm: MeasuredRevision, _ state: String) -> Sandbox? {
        confinement.sandbox(reading: [checkout(arm)], writing: [state, home(arm)], checkout: checkout(arm))
    }

    /// Runs one command to its end and returns what it printed.
    @discardableResult
    func step(
        _ command: DeclaredCommand, in directory: String, _ variables: [String: String],
        _ reason: Inconclusive.Reason, _ name: String, _ sandbox: Sandbox?
    ) async throws(MeasuringError) -> String {
        let result: CommandResult
        do throws(ProcessError) {
            result = try await Processes.run(
                Command(
                    command.line, directory: directory, environment: variables,
                    timeout: Preparation.stepTimeout, sandbox: sandbox,
                    masks: environment.values(of: declared.secrets)))
        } catch {
            throw MeasuringError(reason, name, cause: error)
        }
        let lines = lastLines(result.output, result.errorOutput, in: sandbox)
        switch result.end {
        case .exited(0): return result.output.text
        case .cancelled: throw MeasuringError(.interrupted, "in \(name)")
        case .timedOut: throw MeasuringError(.timedOut, "\(name) ended with \(result.end)\(lines)")
        case .exited, .signalled, .memory:
            throw MeasuringError(reason, "\(name) ended with \(result.end)\(lines)")
        }
    }
}

extension DataScale {
    /// For messages: nothing of the whole.
    fileprivate var place: String { self == .whole ? "" : " at PAWL_SCALE \(self)" }
}
