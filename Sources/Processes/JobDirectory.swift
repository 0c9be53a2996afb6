import Glibc
import Synchronization

/// A job's own directory for temporary files (0700), given back when this object goes away.
///
/// Making and removing one on a disk takes a good part of the time that starting a job does. So one that a job never touched is the
/// next one's. They share no directory but `TMPDIR`, so that no job can shut another out of its own.
final class JobDirectory: Sendable {
    private let place: Place
    var path: String { place.path }

    init(for sandbox: Sandbox) throws(FileError) {
        let tops = sandbox.topsInTemporary
        place = try places.withLock { places throws(FileError) in try places.take(tops: tops) }
    }

    deinit {
        place.giveBack()
    }
}

private struct Place: Sendable {
    private let directory: TemporaryDirectory
    /// Names of directories in it that the shepherd covers, where openings below `/tmp` have their places; sorted.
    let tops: [String]
    private let marks: [Mark]
    var path: String { directory.path }

    /// What the kernel notes of a directory when anybody changes it, or what is in it.
    private struct Mark: Sendable, Hashable {
        let inode: UInt64
        let mode: UInt32
        let changedSeconds: Int
        let changedNanoseconds: Int

        init(_ path: String) throws(FileError) {
            var status = stat()
            guard lstat(path, &status) == 0 else { throw FileError(path, "look at") }
            inode = UInt64(status.st_ino)
            mode = status.st_mode
            changedSeconds = status.st_ctim.tv_sec
            changedNanoseconds = status.st_ctim.tv_nsec
        }
    }

    init(tops: [String]) throws(FileError) {
        directory = try TemporaryDirectory(prefix: "pawl-job-")
        self.tops = tops
        for top in tops {
            let path = "\(directory.path)/\(top)"
            guard mkdir(path, 0o700) == 0 else { throw FileError(path, "create") }
        }
        marks = try Place.marks(directory.path, tops)
    }

    private static func marks(_ path: String, _ tops: [String]) throws(FileError) -> [Mark] {
        var marks = [try Mark(path)]
        for top in tops { marks.append(try Mark("\(path)/\(top)")) }
        return marks
    }

    func giveBack() {
        if isUntouched { return places.withLock { $0.untouched.append(self) } }
        do throws(FileError) {
            try directory.remove()
        } catch {
            // It tries again, aloud, when the object goes.
        }
    }

    /// Whether a new one would lie beside it.
    var isInUsualParent: Bool { isInside(path, TemporaryDirectory.usualParent) }

    /// A change within the tick of the kernel's clock in which the directory was made may leave no mark: what is in it is looked at
    /// as well.
    var isUntouched: Bool {
        do throws(FileError) {
            guard try Place.marks(path, tops) == marks, try directoryNames(path) == tops else { return false }
            for top in tops where try !directoryNames("\(path)/\(top)").isEmpty { return false }
            return true
        } catch {
            return false
        }
    }
}

/// Those that no job has now.
private struct Places {
    var untouched: [Place] = []
    private var isRemovedAtExit = false

    mutating func take(tops: [String]) throws(FileError) -> Place {
        if !isRemovedAtExit { atexit(removePlaces) }
        isRemovedAtExit = true
        if let index = untouched.lastIndex(where: { $0.tops == tops && $0.isUntouched && $0.isInUsualParent })
        {
            return untouched.remove(at: index)
        }
        return try Place(tops: tops)
    }
}

private let places = Mutex(Places())

/// When this process ends by itself; what a killed one leaves is found by its owner.
private func removePlaces() {
    places.withLock { $0.untouched = [] }
}

extension Sandbox {
    /// The first names of what is opened deeper below `/tmp`, in the strong form.
    fileprivate var topsInTemporary: [String] {
        guard case .strong = isolation else { return [] }
        let opened = (readable + writable).filter { $0.hasPrefix("/tmp/") }.map {
            $0.dropFirst("/tmp/".count)
        }
        let whole = Set(opened)
        let tops = opened.compactMap { path in path.firstIndex(of: "/").map { path[..<$0] } }
        return Set(tops).subtracting(whole).map(String.init).sorted()
    }
}
