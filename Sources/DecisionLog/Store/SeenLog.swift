import GateModel
import Processes

/// How far somebody has seen a log, which never goes back behind that. A log without entries is nil instead.
package struct SeenLog: Hashable, Sendable {
    /// At least 1.
    let size: Int
    /// Of the first ``size`` entries.
    let root: TreeHash
    /// The commit of the last of them: what the reference can be brought back to.
    let tip: ObjectID

    init(size: Int, root: TreeHash, tip: ObjectID) {
        self.size = size
        self.root = root
        self.tip = tip
    }

    init(upTo head: LogHead) {
        self.init(size: head.index + 1, root: head.root, tip: head.commit)
    }

    /// `3 entries`
    var entries: String { size == 1 ? "1 entry" : "\(size) entries" }

    /// What this machine remembers in a file; nil where nothing was remembered yet.
    init?(path: String) throws(LogError) {
        let text: String
        do {
            text = try FileContent(path, onlyRegular: true).text
        } catch {
            if error == .absent { return nil }
            throw .seenUnreadable(path: path, reason: error.description)
        }
        let words = text.split(separator: "\n").first?.split(separator: " ") ?? []
        guard words.count == 3, let size = Int(words[0]), size > 0,
            let root = TreeHash(hex: String(words[1])),
            let tip = ObjectID(hex: words[2])
        else {
            throw .seenUnreadable(path: path, reason: "it is not a size, a root and a commit")
        }
        self.init(size: size, root: root, tip: tip)
    }

    func remember(path: String) throws(FileError) {
        try durableWrite(Array("\(size) \(root) \(tip.hex)\n".utf8), to: path)
    }
}
