import GateModel
import Git
import Glibc
import Measuring
import Processes

/// The scripts of a check, put into the copy of the candidate's files as the baseline has them: who is judged does not bring the
/// judge, and a script that looks around itself sees the candidate's files all the same.
///
/// Only what the baseline committed is a script of it. What neither revision committed was built, and is each one's own.
struct CheckScripts {
    private let paths: [String]
    private let context: StageContext

    /// In bytes.
    private static let largest: Int64 = 64 << 20
    private static let mostLinks = 8

    init(_ command: DeclaredCommand, _ context: StageContext) {
        paths = command.scripts
        self.context = context
    }

    /// Replaces them, and removes those that only the candidate has.
    ///
    /// - Parameter checkout: The copy, in which no process runs.
    /// - Returns: Those that the candidate has changed, added or dropped, as paths of the repository.
    func put(into checkout: String) throws(MeasuringError) -> [String] {
        var changed: [String] = []
        for path in paths {
            var next: String? = path
            for _ in 0..<Self.mostLinks {
                guard let place = next else { break }
                let (own, other) = try entries(at: place)
                // A directory stays each one's own.
                if own != other, own?.kind.isScript ?? true, !changed.contains(place) {
                    changed.append(place)
                }
                next = try put(place, own, other, into: checkout)
            }
        }
        return changed
    }

    /// - Returns: Where a symbolic link leads, as a path of the repository; nil of anything else.
    private func put(
        _ path: String, _ own: TreeEntry?, _ other: TreeEntry?, into checkout: String
    ) throws(MeasuringError) -> String? {
        do throws(FileError) {
            let (source, target) = ("\(context.baseline.checkout)/\(path)", "\(checkout)/\(path)")
            switch own?.kind {
            case nil:
                if other != nil { try removeIfThere(target) }
                return nil
            case .tree, .submodule: return nil
            case .blob, .executable:
                try makeRoom(for: path, in: checkout)
                var bytes: [UInt8] = []
                try readPieces(of: source, limit: Self.largest) { bytes += $0 }
                // The baseline's build may have made it executable.
                try replaceFile(bytes, at: target, mode: (status(source)?.st_mode ?? 0o700) & 0o7777)
                return nil
            case .symlink:
                try makeRoom(for: path, in: checkout)
                let link = try linkTarget(source)
                guard symlink(link, target) == 0 else { throw FileError(target, "create") }
                let directory = path.split(separator: "/").dropLast().joined(separator: "/")
                return pathInTree(directory.isEmpty ? link : "\(directory)/\(link)")
            }
        } catch {
            throw MeasuringError(.notEvaluated, "'\(path)' of the baseline for the check", cause: error)
        }
    }

    private func entries(at path: String) throws(MeasuringError) -> (own: TreeEntry?, other: TreeEntry?) {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: context.repository)
            return (
                try repository.entry(atPath: path, inTreeOf: context.baseline.revision.commit),
                try repository.entry(atPath: path, inTreeOf: context.candidate.revision.commit)
            )
        } catch {
            throw MeasuringError(.notEvaluated, "'\(path)' for the check", cause: error)
        }
    }

    /// Leaves nothing at a path, and real directories on the way to it: a link of the candidate could lead out of the copy.
    private func makeRoom(for path: String, in checkout: String) throws(FileError) {
        var place = checkout
        for name in path.split(separator: "/").dropLast() {
            place += "/\(name)"
            if let found = status(place), found.st_mode & S_IFMT == S_IFDIR { continue }
            try removeIfThere(place)
            try makeDirectory(place)
        }
        try removeIfThere("\(checkout)/\(path)")
    }
}

extension TreeEntry.Kind {
    fileprivate var isScript: Bool {
        switch self {
        case .blob, .executable, .symlink: true
        case .tree, .submodule: false
        }
    }
}

/// Of what is there itself, not of where a link leads.
private func status(_ path: String) -> stat? {
    var found = stat()
    return lstat(path, &found) == 0 ? found : nil
}

private func removeIfThere(_ path: String) throws(FileError) {
    if status(path) != nil { try removeTree(path) }
}

private func linkTarget(_ path: String) throws(FileError) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    guard readlink(path, &buffer, buffer.count - 1) > 0 else { throw FileError(path, "read") }
    return buffer.withUnsafeBufferPointer { bytes in bytes.baseAddress.map { String(cString: $0) } ?? "" }
}
