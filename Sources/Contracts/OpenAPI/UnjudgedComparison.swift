import GateModel
import JSON

/// What of an object no rule reads: if it differs, that is told as a warning, so that nothing unread passes for unchanged.
struct UnjudgedComparison {
    private let documents: DocumentPair

    /// For people only, in every object but a schema.
    private static let annotations: Set<String> = [
        "description", "summary", "title", "example", "examples", "externalDocs", "tags", "info", "$ref",
    ]
    private static let maximumDepth = 64

    init(_ documents: DocumentPair) {
        self.documents = documents
    }

    /// - Parameters:
    ///   - read: keys that rules are about.
    ///   - path: the place of the object.
    func compare(
        _ old: JSONValue, _ new: JSONValue, except read: Set<String>, operation: String, path: String,
        into changes: inout APIChanges
    ) {
        let (old, new) = (old.object ?? JSONObject(), new.object ?? JSONObject())
        let keys = old.members.map(\.key) + new.members.map(\.key).filter { old[$0] == nil }
        for key in keys where !read.contains(key) && !isAnnotation(key) {
            guard !isSame(old[key], new[key], depth: 0) else { continue }
            changes.add(
                "unjudged-change", .warning, operation: operation, path: SchemaNode.path(path, key),
                "'\(key)' changed, and no rule is about it")
        }
    }

    private func isAnnotation(_ key: String) -> Bool {
        Self.annotations.contains(key) || key.hasPrefix("x-")
    }

    /// Whether two values are the same apart from annotations, references followed.
    func isSame(_ old: JSONValue?, _ new: JSONValue?, depth: Int = 0) -> Bool {
        if documents.isUnchanged(old, new) { return true }
        guard depth <= Self.maximumDepth, let old = documents.old.resolved(old),
            let new = documents.new.resolved(new)
        else { return false }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            let keys = Set(old.members.map(\.key)).union(new.members.map(\.key))
            return keys.allSatisfy { key in
                if isAnnotation(key) { return true }
                if key == "schema" || key == "itemSchema", let old = old[key], let new = new[key] {
                    return documents.schemas.isSame(old, new)
                }
                return isSame(old[key], new[key], depth: depth + 1)
            }
        case (.array(let old), .array(let new)):
            return old.count == new.count
                && zip(old, new).allSatisfy { isSame($0, $1, depth: depth + 1) }
        default: return old == new
        }
    }
}
