import Processes

/// The longest log that this machine has appended to: it never goes back.
struct SeenLog: Hashable, Sendable {
    let size: Int
    let root: TreeHash

    init(size: Int, root: TreeHash) {
        self.size = size
        self.root = root
    }

    /// Nil where nothing was remembered yet.
    init?(path: String) throws(LogError) {
        let text: String
        do {
            text = try fileText(path)
        } catch {
            if error == .absent { return nil }
            throw .seenUnreadable(path: path, reason: error.description)
        }
        let words = text.split(separator: "\n").first?.split(separator: " ") ?? []
        guard words.count == 2, let size = Int(words[0]), let root = TreeHash(hex: String(words[1])) else {
            throw .seenUnreadable(path: path, reason: "it is not a size and a root")
        }
        self.init(size: size, root: root)
    }

    func remember(path: String) throws(FileError) {
        try durableWrite(Array("\(size) \(root)\n".utf8), to: path)
    }
}
