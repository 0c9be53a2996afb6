import GateModel
import Git
import Measuring
import Processes

/// In bytes; with less than this left, a build may have failed for want of it.
private let leastRoom: Int64 = 1 << 20

extension Preparation {
    /// Exports a revision and builds it, or takes what an earlier gate built from the same commit.
    ///
    /// What is kept is used under the path that it was built under: a build may have written that path into its files.
    func build(_ arm: MeasuredRevision, from path: String) async throws(MeasuringError) {
        let name = "build of the \(arm.rawValue)"
        let entry = claims.builds[arm]
        if let entry, try isKept(entry, name), try restore(entry, arm, name) { return }
        try prepared(.buildFailed, name) { () throws(FileError) in try entry?.clear() }
        try export(arm, from: path, to: checkout(arm), home: home(arm))
        guard let build = declared.build else { return }
        try builds?.fill(home: home(arm), checkout: checkout(arm))
        progress(
            Progress(stage: nil, text: "building \(arm.rawValue) \(arm.revision(in: plan).commit.short)"))
        do throws(MeasuringError) {
            try await run(build, arm, name)
        } catch {
            guard arm == .candidate, error.inconclusive.reason == .buildFailed else { throw error }
            try await buildAgain(build, error, from: path, name)
        }
        guard let builds else { return keep(name) { () throws(FileError) in try entry?.keep() } }
        // Of the baseline only what is kept for the next gate anyway is worth it.
        guard entry != nil || arm == .candidate else { return }
        let snapshots = builds.store(arm, home: home(arm), checkout: checkout(arm))
        guard let entry else { return }
        keep(name) { () throws(FileError) in
            try builds.keep(entry, snapshots, home: home(arm), checkout: checkout(arm))
        }
    }

    private func run(_ build: DeclaredCommand, _ arm: MeasuredRevision, _ name: String)
        async throws(MeasuringError)
    {
        try await step(
            build, in: checkout(arm), variables(arm), .buildFailed, name,
            confinement.sandbox(reading: [], writing: [checkout(arm), home(arm)]))
    }

    /// What fails twice, from a fresh export, where the baseline was built, is the candidate's own fault.
    private func buildAgain(
        _ build: DeclaredCommand, _ first: MeasuringError, from path: String, _ name: String
    ) async throws(MeasuringError) {
        progress(Progress(stage: nil, text: "\(first); once more, from a fresh export"))
        let (checkout, home) = (checkout(.candidate), home(.candidate))
        try prepared(.buildFailed, name) { () throws(FileError) in
            try removeTree(checkout)
            try removeTree(home)
        }
        try export(.candidate, from: path, to: checkout, home: home)
        try builds?.fill(home: home, checkout: checkout)
        do throws(MeasuringError) {
            try await run(build, .candidate, name)
        } catch {
            guard error.inconclusive.reason == .buildFailed, hasRoom(at: checkout) else { throw error }
            try await buildBaselineAgain(build, from: path)
            throw error.twice(.build)
        }
    }

    /// In a place of its own: the one that is used may have been built days ago, when what builds need from elsewhere was there.
    ///
    /// - Throws: where the baseline does not build now either: then it is not the candidate's fault.
    private func buildBaselineAgain(_ build: DeclaredCommand, from path: String) async throws(MeasuringError)
    {
        let place = "\(root)/baseline-again"
        let name = "build of the baseline"
        progress(Progress(stage: nil, text: "building the baseline once more, to compare"))
        let (checkout, home) = ("\(place)/checkout", "\(place)/home")
        try export(.baseline, from: path, to: checkout, home: home)
        try builds?.fill(home: home, checkout: checkout)
        var variables = variables(.baseline)
        variables["HOME"] = home
        try await step(
            build, in: checkout, variables, .buildFailed, name,
            confinement.sandbox(reading: [], writing: [checkout, home]))
    }

    /// Where the disk is full nobody knows whose fault that is.
    private func hasRoom(at path: String) -> Bool {
        do throws(FileError) {
            return try freeSpace(at: path) >= leastRoom
        } catch {
            return false
        }
    }

    /// Copies what is kept of a build to where it is used; false where some of it is gone.
    private func restore(_ entry: CacheEntry, _ arm: MeasuredRevision, _ name: String) throws(MeasuringError)
        -> Bool
    {
        try prepared(.buildFailed, name) { () throws(FileError) in try entry.restore() }
        if let why = builds?.putBack(entry, arm, home: home(arm), checkout: checkout(arm)) {
            progress(Progress(stage: nil, text: "\(name): made anew, \(why)"))
            return false
        }
        sayKept(name)
        return true
    }

    /// Tools work in their files, and services may where nothing confines them; what git has of them stays as it is.
    func protectFiles(of arm: MeasuredRevision, from path: String) throws(MeasuringError) {
        let name = "files of the \(arm.rawValue)"
        let isReadOnly =
            if case .service = declared, confinement.isolation != .none { true } else { false }
        if isReadOnly {
            return try protected.protect(name, at: checkout(arm), except: plan.openings.inRevision)
        }
        let paths: [String]
        do {
            paths = try Repository(discoverFrom: path)
                .entries(under: "", of: arm.revision(in: plan).commit).map(\.path)
        } catch {
            throw MeasuringError(.subjectChanged, name, cause: error)
        }
        try protected.protect(name, at: checkout(arm), only: paths)
    }

    private func export(
        _ arm: MeasuredRevision, from path: String, to checkout: String, home: String
    ) throws(MeasuringError) {
        do {
            try makeDirectory(home)
            try Repository(discoverFrom: path).export(commit: arm.revision(in: plan).commit, to: checkout)
        } catch {
            throw MeasuringError(.buildFailed, "export", cause: error)
        }
    }
}
