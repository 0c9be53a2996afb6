import Glibc

/// What a tree may have at most to be measured, read, watched or copied.
package struct TreeLimits: Sendable, Hashable {
    /// Files, directories, links and whatever else has a name, the top not counted.
    package var entries: Int
    /// Directories within each other, the top not counted: a descriptor is open for each, or two where they are copied.
    package var depth: Int

    package init(entries: Int, depth: Int) {
        self.entries = entries
        self.depth = depth
    }

    package static let usual = TreeLimits(entries: 1_000_000, depth: 200)
}

/// Counts what a walk through a tree meets, and ends it where there is too much.
struct TreeBound {
    private let limits: TreeLimits
    private let top: String
    private let action: String
    private var entries = 0

    /// - Parameter action: What is done with the tree: `read`.
    init(_ limits: TreeLimits, of top: String, to action: String) {
        self.limits = limits
        self.top = top
        self.action = action
    }

    /// The names that a directory may still have; one more is enough to know that there are too many.
    var left: Int { limits.entries - entries }

    mutating func count() throws(FileError) {
        entries += 1
        guard entries <= limits.entries else {
            throw FileError(
                top, action, because: "it has more than \(limits.entries) files and directories", code: E2BIG)
        }
    }

    /// - Parameter levels: How deep below the top a directory lies.
    func checkDepth(_ levels: Int) throws(FileError) {
        guard levels <= limits.depth else {
            throw FileError(
                top, action, because: "it goes more than \(limits.depth) directories deep", code: ENAMETOOLONG
            )
        }
    }
}
