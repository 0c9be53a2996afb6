import GateModel
import JSON

/// Reads the schemas of one document into their normal form, each component once.
///
/// References are followed, `true` is `{}`, `false` is `{"not": {}}`, and `allOf` is merged into what stands around it.
final class SchemaReader {
    let document: OpenAPIDocument
    let nulls: NullReading
    private var components: [String: JSONObject] = [:]
    private var canonical: [String: Schema] = [:]
    private var alternatives: [String: SchemaChoice.Member] = [:]
    /// How many references were being read when each of these was begun. One that leads back to itself through `allOf` alone adds
    /// nothing to itself.
    private var open: [String: Int] = [:]
    /// The first of the open references that was needed and could not be read.
    private var missing = Int.max
    private var unkept = 0
    /// References that lead to each other in too many ways to be read.
    private(set) var gaps: Set<String> = []

    private static let maximumUnkept = 20_000

    init(_ document: OpenAPIDocument, nulls: NullReading) {
        self.document = document
        self.nulls = nulls
    }

    /// Nil if a reference leads nowhere, or if this is no schema.
    func read(_ written: JSONValue?) -> Schema? {
        guard let written, let form = form(of: written) else { return nil }
        return Schema(
            keywords: form, reference: written["$ref"]?.string.map(ReferenceSurvey.exact),
            identity: identity(of: written), written: written)
    }

    /// `#/components/schemas/User`: a `$ref`, or a `$dynamicRef`, which is taken for what it leads to in this document.
    private func reference(in object: JSONObject) -> String? {
        (object["$ref"]?.string ?? object["$dynamicRef"]?.string).map(ReferenceSurvey.exact)
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
                form(of: reference, beside: siblings(in: object)).map { ambiguous($0, object) }
            } else {
                normal(object, around: object["allOf"]?.array ?? [])
            }
        case .null, .integer, .number, .string, .array: nil
        }
    }

    /// Where more than one anchor may be meant, that is kept beside what the first one says.
    private func ambiguous(_ form: JSONObject, _ object: JSONObject) -> JSONObject {
        guard let dynamic = object["$dynamicRef"], let text = dynamic.string, object["$ref"] == nil,
            let name = text.split(separator: "#").last,
            document.references.dynamic[JSONKey(String(name))] != nil
        else { return form }
        return form.setting("$dynamicRef", to: dynamic)
    }

    private func form(of reference: String, beside siblings: JSONObject) -> JSONObject? {
        guard !siblings.members.isEmpty else { return component(reference) }
        guard component(reference) != nil else { return nil }
        let target = JSONValue.object(JSONObject([JSONMember("$ref", .string(reference))]))
        return normal(siblings, around: [target] + (siblings["allOf"]?.array ?? []))
    }

    private func component(_ reference: String) -> JSONObject? {
        if let known = components[reference] { return known }
        if let level = open[reference] {
            missing = min(missing, level)
            return nil
        }
        guard let end = end(of: reference) else { return nil }
        let level = open.count
        let outer = missing
        open[reference] = level
        missing = .max
        defer {
            open[reference] = nil
            missing = min(outer, missing)
        }
        guard let form = form(of: end.target) else { return nil }
        // What lacks a part that is still being read further out is read again from elsewhere.
        if missing >= level {
            missing = .max
            for reference in end.chain { components[reference] = form }
        } else {
            unkept += 1
            if unkept > Self.maximumUnkept {
                gaps.insert(reference)
                components[reference] = form
            }
        }
        return form
    }

    /// What a chain of references leads to that say nothing but where they lead; it may be longer than a stack is deep.
    func end(of reference: String) -> (target: JSONValue, chain: [String])? {
        var chain = [reference]
        var seen: Set<String> = [reference]
        while let target = document.target(of: chain[chain.count - 1]) {
            guard let object = target.object, let next = self.reference(in: object),
                object["$dynamicRef"] == nil, siblings(in: object).members.isEmpty
            else { return (target, chain) }
            guard seen.insert(next).inserted else { return nil }
            chain.append(next)
        }
        return nil
    }

    private func normal(_ object: JSONObject, around members: [JSONValue]) -> JSONObject {
        merge(members, into: own(object), isDeclaredNull: object["nullable"] == true)
    }

    /// The keywords of a schema but its `allOf`, in normal form.
    private func own(_ object: JSONObject) -> JSONObject {
        let form = PlainKeywords.normal(object.without(["allOf"]), in: document.version, nulls: nulls)
        return choices(in: form, isDeclaredNull: object["nullable"] == true)
    }

    // MARK: allOf

    /// More than any document has: each is merged into all that stands before it, so that thousands would take minutes.
    private static let mostMerged = 256

    /// What cannot be said by one schema stays in `allOf`.
    private func merge(_ members: [JSONValue], into own: JSONObject, isDeclaredNull: Bool) -> JSONObject {
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
        if isDeclaredNull, own["enum"] == nil, whole["nullable"] == nil {
            whole = whole.setting("nullable", to: true)
        }
        guard !rest.isEmpty else { return whole }
        return whole.setting("allOf", to: .array((whole["allOf"]?.array ?? []) + rest))
    }

    // MARK: Choices

    private func choices(in form: JSONObject, isDeclaredNull: Bool) -> JSONObject {
        let keywords = ["oneOf", "anyOf"].filter { form[$0]?.array?.isEmpty == false }
        guard !keywords.isEmpty else { return form }
        let isOpen =
            form["nullable"] == true || ["type", "enum", "const"].allSatisfy { form[$0] == nil }
        let choices = keywords.map { SchemaChoice($0, in: form, read: alternative) }
        // By type alone null is not allowed where values or alternatives are listed.
        let isKept = form["nullable"] == true && !nulls.dropsNull(isDeclaredNull)
        let mayBeNull = isOpen && (isKept || choices.allSatisfy(\.allowsNull))
        return choices.reduce(form) { form, choice in choice.normal(in: form, mayBeNull: mayBeNull) }
    }

    /// One alternative by its own keywords: a choice and what it leads to may be composed of each other.
    private func alternative(_ written: JSONValue) -> SchemaChoice.Member? {
        switch written {
        case .bool(true):
            return SchemaChoice.Member(
                written: written, form: JSONObject(), allowsNull: true, isWhole: true)
        case .bool(false):
            return SchemaChoice.Member(
                written: written, form: JSONObject(), allowsNull: false, isWhole: false)
        case .object(let object): return alternative(object, written)
        case .null, .integer, .number, .string, .array: return nil
        }
    }

    private func alternative(_ object: JSONObject, _ written: JSONValue) -> SchemaChoice.Member? {
        guard let reference = reference(in: object) else {
            let form = own(object)
            let members = object["allOf"]?.array ?? []
            let isDeclaredNull = object["nullable"] == true
            let allowsNull =
                isDeclaredNull
                || NullReading.allowsNull(form)
                    && members.allSatisfy { alternative($0)?.allowsNull ?? true }
            return SchemaChoice.Member(
                written: written, form: form, allowsNull: allowsNull, isWhole: members.isEmpty)
        }
        guard let target = alternative(behind: reference) else { return nil }
        let siblings = siblings(in: object)
        guard !siblings.members.isEmpty else {
            return SchemaChoice.Member(
                written: written, form: target.form, allowsNull: target.allowsNull, isWhole: target.isWhole)
        }
        return SchemaChoice.Member(
            written: written, form: target.form,
            allowsNull: target.allowsNull && NullReading.allowsNull(own(siblings)), isWhole: false)
    }

    private func alternative(behind reference: String) -> SchemaChoice.Member? {
        if let known = alternatives[reference] { return known }
        guard let end = end(of: reference) else { return nil }
        // Where it leads back to itself, it allows nothing that it would not allow anyway.
        alternatives[reference] = SchemaChoice.Member(
            written: end.target, form: JSONObject(), allowsNull: false, isWhole: false)
        let found = alternative(end.target)
        alternatives[reference] = found
        return found
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
