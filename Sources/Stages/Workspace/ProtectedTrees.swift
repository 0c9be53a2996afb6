import GateModel
import Measuring
import Processes
import Synchronization

/// Directories that nobody may change from the moment when they are ready: files of a revision, data that copies are made of.
///
/// The sandbox keeps the judged code from them; this says so where it is weak or missing, and where somebody else did it.
final class ProtectedTrees: Sendable {
    struct Tree: Sendable {
        /// For messages: `files of the baseline`.
        let name: String
        let path: String
        /// Only these, relative to the path; nil: all of it.
        let paths: [String]?
        /// Directories below it that may change.
        let excluded: [String]
    }

    private let known = Mutex<[(tree: Tree, marks: TreeMarks)]>([])

    /// From now on.
    func protect(
        _ name: String, at path: String, only paths: [String]? = nil, except excluded: [String] = []
    ) throws(MeasuringError) {
        let tree = Tree(name: name, path: path, paths: paths, excluded: excluded)
        let marks = try ProtectedTrees.marks(of: tree)
        known.withLock { $0.append((tree, marks)) }
    }

    /// - Throws: ``Inconclusive/Reason/subjectChanged``, with what changed first.
    func check() throws(MeasuringError) {
        for (tree, marks) in known.withLock({ $0 }) {
            guard let path = try ProtectedTrees.marks(of: tree).firstDifference(from: marks) else { continue }
            throw MeasuringError(.subjectChanged, "\(tree.name): '\(path)' was changed while the gate ran")
        }
    }

    private static func marks(of tree: Tree) throws(MeasuringError) -> TreeMarks {
        do throws(FileError) {
            return try TreeMarks(of: tree.path, only: tree.paths, except: tree.excluded)
        } catch {
            throw MeasuringError(.subjectChanged, tree.name, cause: error)
        }
    }
}
