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
            guard !isSame(old[key], new[key], below: key) else { continue }
            changes.add(
                "unjudged-change", .warning, operation: operation, path: SchemaNode.path(path, key),
                "'\(key)' changed, and no rule is about it")
        }
    }

    private func isSame(_ old: JSONValue?, _ new: JSONValue?, below key: String) -> Bool {
        // The items of requirements have the names of schemes.
        key == "security"
            ? old == new : isSame(old, new, hasNames: ReferenceSurvey.hasNames(below: key))
    }

    private func isAnnotation(_ key: String) -> Bool {
        Self.annotations.contains(key) || key.hasPrefix("x-")
    }

    /// Whether two values are the same apart from annotations, references followed.
    ///
    /// - Parameter hasNames: whether the keys of the values are names, which are no annotations whatever they are.
    func isSame(_ old: JSONValue?, _ new: JSONValue?, hasNames: Bool = false) -> Bool {
        var walk = Walk()
        return isSame(old, new, hasNames: hasNames, depth: 0, &walk)
    }

    /// What keeps a walk from going in circles, or by many ways to one place.
    private struct Walk {
        /// References that are the same unless something else differs.
        var assumed: Set<SchemaPair.References> = []
    }

    private func isSame(
        _ old: JSONValue?, _ new: JSONValue?, hasNames: Bool, depth: Int, _ walk: inout Walk
    ) -> Bool {
        if documents.isUnchanged(old, new) { return true }
        if !hasNames, let one = old?["$ref"]?.string, let other = new?["$ref"]?.string {
            let references = SchemaPair.References(
                old: ReferenceSurvey.exact(one), new: ReferenceSurvey.exact(other))
            // One difference ends the walk, so that nothing is taken to be the same in vain.
            guard walk.assumed.insert(references).inserted else { return true }
        }
        guard depth <= Self.maximumDepth, let old = hasNames ? old : documents.old.resolved(old),
            let new = hasNames ? new : documents.new.resolved(new)
        else { return false }
        switch (old, new) {
        case (.object(let old), .object(let new)):
            return hasSameMembers(old, new, hasNames: hasNames, depth: depth, &walk)
        case (.array(let old), .array(let new)):
            return old.count == new.count
                && zip(old, new).allSatisfy {
                    isSame($0, $1, hasNames: false, depth: depth + 1, &walk)
                }
        default: return old == new
        }
    }

    private func hasSameMembers(
        _ old: JSONObject, _ new: JSONObject, hasNames: Bool, depth: Int, _ walk: inout Walk
    ) -> Bool {
        let keys = old.members.map(\.key) + new.members.map(\.key).filter { old[$0] == nil }
        return keys.allSatisfy { key in
            guard !hasNames else {
                return isSame(old[key], new[key], hasNames: false, depth: depth + 1, &walk)
            }
            if isAnnotation(key) { return true }
            if key == "security" || (key == "requestBody" && isLink(old) && isLink(new)) {
                return old[key] == new[key]
            }
            if key == "schema" || key == "itemSchema", let old = old[key], let new = new[key] {
                return documents.schemas.isSame(old, new)
            }
            return isSame(
                old[key], new[key], hasNames: ReferenceSurvey.hasNames(below: key), depth: depth + 1, &walk)
        }
    }

    /// Whether the body that it names is the value that is sent.
    private func isLink(_ object: JSONObject) -> Bool {
        object["operationId"] != nil && object["responses"] == nil || object["operationRef"] != nil
    }
}
