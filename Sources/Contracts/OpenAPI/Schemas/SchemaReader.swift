import GateModel
import JSON

/// Reads the schemas of one document into their normal form, each component once.
///
/// References are followed, `true` is `{}`, `false` is `{"not": {}}`, and `allOf` is merged into what stands around it.
final class SchemaReader {
    let document: OpenAPIDocument
    private var components: [String: JSONObject] = [:]
    private var canonical: [String: Schema] = [:]
    /// References that are being read; one that leads back to itself through references alone leads nowhere.
    private var open: Set<String> = []

    init(_ document: OpenAPIDocument) {
        self.document = document
    }

    /// Nil if a reference leads nowhere, or if this is no schema.
    func read(_ written: JSONValue?) -> Schema? {
        guard let written, let form = form(of: written) else { return nil }
        return Schema(
            keywords: form, reference: written["$ref"]?.string, identity: identity(of: written),
            written: written)
    }

    /// `#/components/schemas/User`: a `$ref`, or a `$dynamicRef`, which is taken for what it leads to in this document.
    private func reference(in object: JSONObject) -> String? {
        object["$ref"]?.string ?? object["$dynamicRef"]?.string
    }

    /// What stands beside a reference and matters; under 3.0 nothing does.
    private func siblings(in object: JSONObject) -> JSONObject {
        guard document.version == .openAPI31 else { return JSONObject() }
        return JSONObject(
            object.members.filter {
                $0.key != "$ref" && $0.key != "$dynamicRef" && !SchemaKeywords.isDocumentation($0.key)
            })
    }

    private func form(of written: JSONValue) -> JSONObject? {
        switch written {
        case .bool(true): JSONObject()
        case .bool(false): JSONObject([JSONMember("not", .object(JSONObject()))])
        case .object(let object):
            if let reference = reference(in: object) {
                form(of: reference, beside: siblings(in: object))
            } else {
                normal(object, around: object["allOf"]?.array ?? [])
            }
        case .null, .integer, .number, .string, .array: nil
        }
    }

    private func form(of reference: String, beside siblings: JSONObject) -> JSONObject? {
        guard !siblings.members.isEmpty else { return component(reference) }
        guard component(reference) != nil else { return nil }
        let target = JSONValue.object(JSONObject([JSONMember("$ref", .string(reference))]))
        return normal(siblings, around: [target] + (siblings["allOf"]?.array ?? []))
    }

    private func component(_ reference: String) -> JSONObject? {
        if let known = components[reference] { return known }
        guard open.insert(reference).inserted else { return nil }
        defer { open.remove(reference) }
        guard let target = document.target(of: reference), let form = form(of: target) else { return nil }
        components[reference] = form
        return form
    }

    private func normal(_ object: JSONObject, around members: [JSONValue]) -> JSONObject {
        let own = PlainKeywords.normal(object.without(["allOf"]), in: document.version)
        return merge(members, into: choices(in: own))
    }

    // MARK: allOf

    /// More than any document has: each is merged into all that stands before it, so that thousands would take minutes.
    private static let mostMerged = 256

    /// What cannot be said by one schema stays in `allOf`.
    private func merge(_ members: [JSONValue], into own: JSONObject) -> JSONObject {
        guard !members.isEmpty else { return own }
        var whole = own
        var rest: [JSONValue] = []
        for (index, member) in members.enumerated() {
            guard let form = form(of: member) else { continue }
            if index < Self.mostMerged, let both = SchemaMerge.merged(whole, form) {
                whole = both
            } else {
                rest.append(member)
            }
        }
        // 3.0 writes `nullable` beside an `allOf` to say that the whole may be null.
        let mayBeNull = own["nullable"]?.bool == true && own["type"] == nil && own["enum"] == nil
        if mayBeNull { whole = whole.setting("nullable", to: true) }
        guard !rest.isEmpty else { return whole }
        return whole.setting("allOf", to: .array((whole["allOf"]?.array ?? []) + rest))
    }

    // MARK: Choices

    private func choices(in form: JSONObject) -> JSONObject {
        var form = form
        for keyword in ["oneOf", "anyOf"] where form[keyword]?.array?.isEmpty == false {
            form = SchemaChoice(keyword, in: form, read: self.form).normal
        }
        return form
    }

    /// The schema with a choice of one resolved, which hides no reference that a comparison could stop at.
    func collapsed(_ schema: Schema) -> Schema {
        var form = schema.keywords
        for keyword in ["oneOf", "anyOf"] {
            guard let members = form[keyword]?.array, members.count == 1,
                let member = self.form(of: members[0]),
                var both = SchemaMerge.merged(form.setting(keyword, to: nil), member)
            else { continue }
            if form["nullable"]?.bool == true, form["type"] == nil {
                both = both.setting("nullable", to: true)
            }
            form = both
        }
        return Schema(keywords: form, reference: schema.reference, identity: schema.identity)
    }

    /// The form in which two schemas are held against each other: with even less that can be said in two ways.
    func canonical(_ schema: Schema) -> Schema {
        if let identity = schema.identity, let known = canonical[identity] { return known }
        let form = CanonicalSchema.of(collapsed(schema), read: read)
        if let identity = schema.identity { canonical[identity] = form }
        return form
    }

    // MARK: Identity

    private func identity(of written: JSONValue) -> String? {
        guard let object = written.object else { return nil }
        if let reference = reference(in: object) {
            let siblings = siblings(in: object)
            return siblings.members.isEmpty ? reference : reference + " with " + Self.text(siblings)
        }
        guard mergesReference(object) else { return nil }
        let counting = object.members.filter { !SchemaKeywords.isDocumentation($0.key) }
        return Self.text(JSONObject(counting))
    }

    private func mergesReference(_ object: JSONObject) -> Bool {
        // A choice of more than null and one other is not resolved.
        let choices = ["oneOf", "anyOf"].map { object[$0]?.array ?? [] }.filter { $0.count <= 2 }
        return (choices + [object["allOf"]?.array ?? []]).joined().contains { member in
            guard let member = member.object else { return false }
            return reference(in: member) != nil || mergesReference(member)
        }
    }

    private static func text(_ object: JSONObject) -> String {
        String(decoding: JSONWriter.canonical(.object(object)), as: UTF8.self)
    }
}
