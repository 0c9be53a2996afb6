package import GateModel
import Glibc
import Measuring
package import Processes
import Synchronization

/// The directories that builds begin with: `sandbox: { cache: [~/.cache/pip, target] }`.
///
/// Each build gets a copy of its own, at the same place in its own home or checkout, as the deployed revision's build left it; empty
/// the first time. What the candidate's build makes of it is kept aside, and becomes the next beginning only when
/// that revision is deployed. Whoever runs Pawl has directories of these names too; they are never read.
///
/// What is in them is kept apart from builds (``CacheSnapshots``), so that it is there once and not once in each build.
package final class BuildCaches: Sendable {
    private let paths: [String]
    /// What tells it from the cache of another pipeline.
    private let owner: [String]
    private let cache: ContentCache?
    private let snapshots: CacheSnapshots?
    private let mostBytes: Int64
    private let limits: TreeLimits
    private let patience: Duration
    private let say: @Sendable (String) -> Void
    /// The snapshots of what the candidate's build left, by path.
    private let left = Mutex<[String: String]>([:])

    /// Of a kept build, a line for each path: the name of its snapshot, or that it is in the build itself.
    private static let list = "/caches"
    private static let none = "-"
    /// Of a path, the name of the snapshot that builds begin with.
    private static let snapshot = "/snapshot"

    /// A cache that is larger is not kept: every build would copy it. In bytes.
    package static let mostBytes: Int64 = 4 << 30
    /// How long another gate may take to copy or to keep the same cache.
    package static let patience = Duration.seconds(30)

    /// - Parameter cache: Where they are kept between gates; nil: nowhere, and every build begins with nothing.
    package init?(
        of plan: Plan, in cache: ContentCache?, mostBytes: Int64 = BuildCaches.mostBytes,
        limits: TreeLimits = .usual, patience: Duration = BuildCaches.patience,
        say: @escaping @Sendable (String) -> Void
    ) {
        if plan.openings.cache.isEmpty || plan.pipeline.subject.build == nil { return nil }
        paths = plan.openings.cache
        owner = [plan.pipeline.name, plan.environment]
        self.cache = cache
        snapshots = cache.map { CacheSnapshots(in: $0, patience: patience) }
        self.mostBytes = mostBytes
        self.limits = limits
        self.patience = patience
        self.say = say
    }

    /// Puts a copy of each at its place, before a build.
    ///
    /// - Throws: where a revision has files of its own there, or something else than directories on the way.
    func fill(home: String, checkout: String) throws(MeasuringError) {
        for path in paths {
            let place = place(of: path, home: home, checkout: checkout)
            guard isFree(place, below: path.hasPrefix("~/") ? home : checkout) else {
                throw MeasuringError(
                    .buildFailed,
                    "cache '\(path)': the revision has files of its own there, or a link on the way")
            }
            do throws(FileError) {
                try makeDirectory(splitPath(place).directory)
                if !restore(path, to: place) {
                    try removeTree(place)
                    try makeDirectory(place)
                }
            } catch {
                throw MeasuringError(.buildFailed, "cache '\(path)'", cause: error)
            }
        }
    }

    /// Keeps what a build has left, before anything else of its revision runs, and returns the snapshots' names by path.
    ///
    /// A path that cannot be kept has none, and stays what it is to the build: that costs later gates time, and this one nothing.
    func store(_ revision: MeasuredRevision, home: String, checkout: String) -> [String: String] {
        var names: [String: String] = [:]
        for path in paths { names[path] = snapshot(of: path, revision, home: home, checkout: checkout) }
        if revision == .candidate { left.withLock { [names] in $0 = names } }
        return names
    }

    /// Keeps what lies at one path, and returns the snapshot's name; nil where it cannot be kept.
    private func snapshot(
        of path: String, _ revision: MeasuredRevision, home: String, checkout: String
    ) -> String? {
        guard let snapshots else { return nil }
        do throws(FileError) {
            let place = place(of: path, home: home, checkout: checkout)
            if let why = try whyUnfit(place, in: [home, checkout]) {
                sayUnkept(path, of: revision, ", \(why)")
            } else if let name = try snapshots.keep(place) {
                return name
            } else {
                sayUnkept(path, of: revision, ", another gate uses it")
            }
        } catch {
            sayUnkept(path, of: revision, ": \(error)")
        }
        return nil
    }

    /// Copies a build to what is kept of it, without what is a snapshot.
    func keep(_ entry: CacheEntry, _ names: [String: String], home: String, checkout: String)
        throws(FileError)
    {
        let lines = paths.map { (names[$0] ?? BuildCaches.none) + "\n" }.joined()
        try durableWrite(Array(lines.utf8), to: entry.live + BuildCaches.list)
        try entry.keep(
            except: paths.filter { names[$0] != nil }.map { place(of: $0, home: home, checkout: checkout) })
    }

    /// Puts back the snapshots that belong to a build that was kept, and returns why the build is incomplete; nil: it is whole.
    func putBack(
        _ entry: CacheEntry, _ revision: MeasuredRevision, home: String, checkout: String
    ) -> String? {
        do throws(FileError) {
            let lines = try listed(entry)
            guard let snapshots, lines.count == paths.count else { return "a cache of it is gone" }
            var names: [String: String] = [:]
            for (path, name) in zip(paths, lines) {
                if name == BuildCaches.none {
                    // It is in the build itself, and was not kept apart then.
                    guard revision == .candidate else { continue }
                    names[path] = snapshot(of: path, revision, home: home, checkout: checkout)
                    continue
                }
                switch try snapshots.copy(name, to: place(of: path, home: home, checkout: checkout)) {
                case .copied: names[path] = name
                case .missing: return "a cache of it is gone"
                case .changed(let kept): return "since somebody changed what was kept in \(kept)"
                case .held: return "another gate uses a cache of it"
                }
            }
            if revision == .candidate { left.withLock { [names] in $0 = names } }
            return nil
        } catch {
            return "a cache of it cannot be read: \(error)"
        }
    }

    /// The names of a kept build's snapshots.
    private func listed(_ entry: CacheEntry) throws(FileError) -> [String] {
        var bytes: [UInt8] = []
        try readPieces(of: entry.live + BuildCaches.list) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Makes what the candidate's build left the beginning of later builds, now that it is deployed.
    package func keep() {
        guard let cache else { return }
        let left = left.withLock { $0 }
        for path in paths {
            guard let name = left[path] else { continue }
            do throws(FileError) {
                guard let entry = try beginning(of: path, in: cache) else {
                    say("cache '\(path)': not kept for the next gate, another gate uses it")
                    continue
                }
                try entry.clear()
                try durableWrite(Array(name.utf8), to: entry.live + BuildCaches.snapshot)
                try entry.keepByMoving()
            } catch {
                say("cache '\(path)': not kept for the next gate: \(error)")
            }
        }
    }

    /// Nobody waits for what the baseline's build left.
    private func sayUnkept(_ path: String, of revision: MeasuredRevision, _ why: String) {
        if revision == .candidate { say("cache '\(path)': not kept for the next gate\(why)") }
    }

    private func place(of path: String, home: String, checkout: String) -> String {
        path.hasPrefix("~/") ? home + path.dropFirst() : "\(checkout)/\(path)"
    }

    /// Whether nothing is there yet, and nothing but directories on the way.
    private func isFree(_ place: String, below top: String) -> Bool {
        var status = stat()
        var directory = splitPath(place).directory
        while directory.utf8.count > top.utf8.count {
            if lstat(directory, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { return false }
            directory = splitPath(directory).directory
        }
        return lstat(place, &status) != 0
    }

    /// Whether there was something to begin with.
    private func restore(_ path: String, to place: String) -> Bool {
        guard let cache, let snapshots else { return false }
        do throws(FileError) {
            guard let entry = try beginning(of: path, in: cache) else {
                say("cache '\(path)': begins empty, another gate uses it")
                return false
            }
            switch try entry.check() {
            case .nothing: return false
            case .changed:
                sayChanged(path, entry.kept)
                return false
            case .intact: break
            }
            var name: [UInt8] = []
            try readPieces(of: entry.kept + BuildCaches.snapshot) { name += $0 }
            switch try snapshots.copy(String(decoding: name, as: UTF8.self), to: place) {
            case .copied: return true
            case .missing: return false
            case .changed(let kept): sayChanged(path, kept)
            case .held: say("cache '\(path)': begins empty, another gate uses it")
            }
        } catch {
            say("cache '\(path)': begins empty: \(error)")
        }
        return false
    }

    private func sayChanged(_ path: String, _ kept: String) {
        say("cache '\(path)': begins empty, since somebody changed what was kept in \(kept)")
    }

    /// Where it stands which snapshot builds begin with; nil where another gate holds it for too long.
    private func beginning(of path: String, in cache: ContentCache) throws(FileError) -> CacheEntry? {
        try cache.entry(.start, madeFrom: owner + [path], patience: patience)
    }

    /// Why a build's directory is not kept; nil where it can be.
    ///
    /// - Parameter own: Where all lies that the build may have.
    private func whyUnfit(_ place: String, in own: [String]) throws(FileError) -> String? {
        var status = stat()
        guard lstat(place, &status) == 0 else { return "the build removed it" }
        // A link on the way would lead to what is somebody else's.
        let parent = splitPath(place).directory
        guard status.st_mode & S_IFMT == S_IFDIR, realPath(parent) == parent else {
            return "the build put something else than a directory there"
        }
        let size = try TreeSize(of: [place], limits: limits, to: "keep")
        guard size.bytes <= mostBytes else { return "it has \(size.bytes) bytes, more than \(mostBytes)" }
        // Package managers link what a build uses to what they keep; of anything else the caller would have to know.
        guard size.nameOutside() != nil,
            let file = size.nameOutside(of: try TreeSize(of: own, to: "keep"))
        else { return nil }
        return "'\(file)' in it is also a file outside of the build's own directories"
    }
}
