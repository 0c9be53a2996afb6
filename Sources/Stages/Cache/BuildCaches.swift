package import GateModel
import Glibc
import Measuring
import Processes
import Synchronization

/// The directories that builds begin with: `sandbox: { cache: [~/.cache/pip, target] }`.
///
/// Each build gets a copy of its own, at the same place in its own home or checkout, as the deployed revision's build left it; empty
/// the first time. What the candidate's build makes of it is taken aside, and becomes the next beginning only when
/// that revision is deployed. Whoever runs Pawl has directories of these names too; they are never read.
package final class BuildCaches: Sendable {
    private let paths: [String]
    /// What tells it from the cache of another pipeline.
    private let owner: [String]
    private let cache: ContentCache?
    private let mostBytes: Int64
    private let patience: Duration
    private let say: @Sendable (String) -> Void
    /// What the candidate's build left, below one directory, numbered as the paths are.
    private let taken = Mutex<TemporaryDirectory?>(nil)
    private let protected = ProtectedTrees()

    /// A cache that is larger is not kept: every build would copy it. In bytes.
    package static let mostBytes: Int64 = 4 << 30
    /// How long another gate may take to copy or to keep the same cache.
    package static let patience = Duration.seconds(30)

    /// - Parameter cache: Where they are kept between gates; nil: nowhere, and every build begins with nothing.
    package init?(
        of plan: Plan, in cache: ContentCache?, mostBytes: Int64 = BuildCaches.mostBytes,
        patience: Duration = BuildCaches.patience,
        say: @escaping @Sendable (String) -> Void
    ) {
        if plan.openings.cache.isEmpty || plan.pipeline.subject.build == nil { return nil }
        paths = plan.openings.cache
        owner = [plan.pipeline.name, plan.environment]
        self.cache = cache
        self.mostBytes = mostBytes
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

    /// Takes aside what the candidate's build has left, before anything else of it runs.
    ///
    /// What cannot be kept costs later gates time, and this one nothing.
    func take(home: String, checkout: String) throws(MeasuringError) {
        guard cache != nil else { return }
        let directory: TemporaryDirectory
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-cache-")
        } catch {
            return say("caches: not kept for the next gate: \(error)")
        }
        for (number, path) in paths.enumerated() {
            do throws(FileError) {
                let place = place(of: path, home: home, checkout: checkout)
                if let why = try whyUnfit(place) {
                    say("cache '\(path)': not kept for the next gate, \(why)")
                } else {
                    try copyTree(from: place, to: "\(directory.path)/\(number)")
                }
            } catch {
                say("cache '\(path)': not kept for the next gate: \(error)")
                remove("\(directory.path)/\(number)")
            }
        }
        taken.withLock { $0 = directory }
        try protected.protect("cache of the candidate", at: directory.path)
    }

    /// Makes what the candidate's build left the beginning of later builds, now that it is deployed.
    package func keep() {
        guard let cache, let directory = taken.withLock({ $0 }) else { return }
        do throws(MeasuringError) {
            try protected.check()
        } catch {
            return say("caches: not kept for the next gate: \(error)")
        }
        for (number, path) in paths.enumerated() where access("\(directory.path)/\(number)", F_OK) == 0 {
            do throws(FileError) {
                guard let entry = try entry(of: path, in: cache) else {
                    say("cache '\(path)': not kept for the next gate, another gate uses it")
                    continue
                }
                try entry.keep(copyOf: "\(directory.path)/\(number)")
            } catch {
                say("cache '\(path)': not kept for the next gate: \(error)")
            }
        }
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

    /// Whether there was something to begin with. The entry is free again at once: gates of other revisions use it too.
    private func restore(_ path: String, to place: String) -> Bool {
        guard let cache else { return false }
        do throws(FileError) {
            guard let entry = try entry(of: path, in: cache) else {
                say("cache '\(path)': begins empty, another gate uses it")
                return false
            }
            switch try entry.look() {
            case .nothing: return false
            case .changed:
                say("cache '\(path)': begins empty, since somebody changed what was kept in \(entry.kept)")
                return false
            case .intact:
                try copyTree(from: entry.kept, to: place)
                return true
            }
        } catch {
            say("cache '\(path)': begins empty: \(error)")
            return false
        }
    }

    /// Nil where another gate holds it for too long.
    private func entry(of path: String, in cache: ContentCache) throws(FileError) -> CacheEntry? {
        let deadline = ContinuousClock.now + patience
        while true {
            if let entry = try cache.entry(.start, madeFrom: owner + [path]) { return entry }
            if ContinuousClock.now > deadline { return nil }
            usleep(20_000)
        }
    }

    /// Why a build's directory is not kept; nil where it can be.
    private func whyUnfit(_ place: String) throws(FileError) -> String? {
        var status = stat()
        guard lstat(place, &status) == 0 else { return "the build removed it" }
        // A link on the way would lead to what is somebody else's.
        let parent = splitPath(place).directory
        guard status.st_mode & S_IFMT == S_IFDIR, realPath(parent) == parent else {
            return "the build put something else than a directory there"
        }
        let bytes = try treeEntries(of: place).reduce(Int64(0)) { sum, entry in
            if case .file(let size) = entry.kind {
                sum.addingReportingOverflow(size).partialValue
            } else {
                sum
            }
        }
        guard bytes <= mostBytes else { return "it has \(bytes) bytes, more than \(mostBytes)" }
        return nil
    }

    private func remove(_ path: String) {
        do throws(FileError) {
            try removeTree(path)
        } catch {
            say("\(error)")
        }
    }
}
