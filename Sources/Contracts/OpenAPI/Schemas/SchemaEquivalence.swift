import GateModel
import JSON

/// Whether a schema of the old document and one of the new mean the same.
///
/// Schemas that contain themselves are the same if nothing in them differs. It may say no where the answer is yes, if that would
/// take too long to find out, but never yes where it is no.
struct SchemaEquivalence {
    let old: SchemaReader
    let new: SchemaReader
    private var known: [Question: Bool] = [:]
    private var steps = 0
    /// References that lead to something else than before.
    private let changed: Set<String>
    private var assumed = Assumptions()

    init(old: SchemaReader, new: SchemaReader, changed: Set<String>) {
        self.old = old
        self.new = new
        self.changed = changed
    }

    enum Strictness: Hashable {
        /// Whatever a rule is about counts, defaults and deprecation among it.
        case everyRule
        /// Only which values are allowed counts.
        case allowedValues
        /// Which values are allowed, taking what both have behind references to be the same.
        case allowedValuesHere
    }

    /// Of schemas as written.
    mutating func isSame(_ old: JSONValue, _ new: JSONValue, _ strictness: Strictness) -> Bool {
        guard let old = self.old.read(old), let new = self.new.read(new) else { return false }
        return isSame(old, new, strictness)
    }

    mutating func isSame(_ old: Schema, _ new: Schema, _ strictness: Strictness) -> Bool {
        let question = Question(old, new, strictness)
        if let question, let answer = known[question] { return answer }
        steps = 0
        assumed = Assumptions()
        let answer = matches(old, new, strictness, depth: 0)
        // Each of them was found the same if each other is, and nothing differed.
        if answer { for question in assumed.order { known[question] = true } }
        if let question { known[question] = answer }
        return answer
    }

    /// What is taken to be the same while it is being found out.
    private struct Assumptions {
        private var questions: Set<Question> = []
        private(set) var order: [Question] = []

        /// Whether it was not assumed before.
        mutating func add(_ question: Question) -> Bool {
            guard questions.insert(question).inserted else { return false }
            order.append(question)
            return true
        }

        mutating func drop(beyond count: Int) {
            for question in order[count...] { questions.remove(question) }
            order.removeSubrange(count...)
        }
    }

    private struct Question: Hashable {
        let old: String
        let new: String
        let strictness: Strictness

        init?(_ old: Schema, _ new: Schema, _ strictness: Strictness) {
            guard let oldIdentity = old.identity, let newIdentity = new.identity else { return nil }
            self.old = oldIdentity
            self.new = newIdentity
            self.strictness = strictness
        }
    }

    private static let maximumSteps = 50_000
    private static let maximumDepth = 256

    private mutating func matches(
        _ old: Schema, _ new: Schema, _ strictness: Strictness, depth: Int
    ) -> Bool {
        steps += 1
        guard steps <= Self.maximumSteps, depth <= Self.maximumDepth else { return false }
        guard let question = Question(old, new, strictness) else {
            return hasSameKeywords(old, new, strictness, depth: depth)
        }
        if strictness == .allowedValuesHere, depth > 0 { return true }
        if let answer = known[question] { return answer }
        guard assumed.add(question) else { return true }
        let answer = hasSameKeywords(old, new, strictness, depth: depth)
        // What differs although so much was taken to be the same differs in any case.
        if !answer { known[question] = false }
        return answer
    }

    private mutating func hasSameKeywords(
        _ old: Schema, _ new: Schema, _ strictness: Strictness, depth: Int
    ) -> Bool {
        guard strictness != .everyRule || hasSameHeirs(old, new, depth: depth) else { return false }
        let (old, new) = (self.old.canonical(old), self.new.canonical(new))
        guard old.saysNull == new.saysNull, old.isOfTypeNull == new.isOfTypeNull,
            Set(old.valueTypes) == Set(new.valueTypes)
        else { return false }
        let added = new.keywords.members.map(\.key).filter { old[$0] == nil }
        let keys = (old.keywords.members.map(\.key) + added).filter { counts($0, strictness) }
        // What takes longer comes last.
        let (inner, own) = (
            keys.filter(SchemaKeywords.holdsSchemas), keys.filter { !SchemaKeywords.holdsSchemas($0) }
        )
        for key in own + inner {
            guard sameKeyword(key, old[key], new[key], strictness, depth: depth) else { return false }
        }
        return true
    }

    /// Whether what the discriminators of two schemas lead to is the same, where no alternatives lead there too.
    private mutating func hasSameHeirs(_ old: Schema, _ new: Schema, depth: Int) -> Bool {
        guard old.choices.isEmpty, new.choices.isEmpty,
            let before = DiscriminatorMapping(old, in: self.old), before.isOwn,
            let after = DiscriminatorMapping(new, in: self.new), after.isOwn
        else { return true }
        guard before.values.count == after.values.count else { return false }
        return before.values.allSatisfy { value, target in
            let (one, other) = (
                DiscriminatorMapping.reference(target),
                after.values[value].map(DiscriminatorMapping.reference)
            )
            return sameSchema(one, other, .everyRule, depth: depth)
        }
    }

    private func counts(_ key: String, _ strictness: Strictness) -> Bool {
        if key == "type" || key == "nullable" { return false }
        return switch strictness {
        case .everyRule: !SchemaKeywords.isDocumentation(key)
        // A discriminator tells alternatives apart, and allows or forbids no value.
        case .allowedValues, .allowedValuesHere: !SchemaKeywords.isAnnotation(key) && key != "discriminator"
        }
    }

    private mutating func sameKeyword(
        _ key: String, _ old: JSONValue?, _ new: JSONValue?, _ strictness: Strictness, depth: Int
    ) -> Bool {
        if SchemaKeywords.single.contains(key) {
            return sameSchema(
                old ?? implied(key), new ?? implied(key), strictness, depth: depth)
        }
        guard let old, let new else { return !isValue(key) && (old ?? new)?.isNoDemand == true }
        if SchemaKeywords.sets.contains(key), let old = old.array, let new = new.array {
            return Set(old) == Set(new)
        }
        if key == "dependentRequired", let old = old.object, let new = new.object {
            let names = { (object: JSONObject) in
                // Two spellings of one text are two keys of JSON, and one of a dictionary.
                Dictionary(
                    object.members.map { (Array($0.key.unicodeScalars), Set($0.value.array ?? [])) },
                    uniquingKeysWith: { first, _ in first })
            }
            return names(old) == names(new)
        }
        if SchemaKeywords.named.contains(key), let old = old.object, let new = new.object {
            return old.members.count == new.members.count
                && old.members.allSatisfy {
                    sameSchema($0.value, new[$0.key], strictness, depth: depth)
                }
        }
        if key == "prefixItems" || SchemaKeywords.unordered.contains(key),
            let old = old.array, let new = new.array
        {
            guard old.count == new.count else { return false }
            return key == "prefixItems"
                ? zip(old, new).allSatisfy {
                    sameSchema($0, $1, strictness, depth: depth)
                }
                : sameSchemas(old, new, strictness, depth: depth)
        }
        return old == new
    }

    /// Whether any value of the keyword is a demand, `false` and `[]` too.
    private func isValue(_ key: String) -> Bool { key == "const" || key == "default" || key == "enum" }

    /// What a missing schema means: no demand; only conditions differ by being there.
    private func implied(_ key: String) -> JSONValue? {
        switch key {
        case "items", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties":
            .object(JSONObject())
        default: nil
        }
    }

    private mutating func sameSchema(
        _ old: JSONValue?, _ new: JSONValue?, _ strictness: Strictness, depth: Int
    ) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        if let reference = old["$ref"]?.string.map(ReferenceSurvey.exact), !changed.contains(reference),
            old == new
        {
            return true
        }
        guard let oldSchema = self.old.read(old), let newSchema = self.new.read(new) else {
            // What a reference leads to outside the document was not read: the same if the name is.
            return old == new
        }
        return matches(oldSchema, newSchema, strictness, depth: depth + 1)
    }

    /// Each of `old` has its own partner in `new`.
    private mutating func sameSchemas(
        _ old: [JSONValue], _ new: [JSONValue], _ strictness: Strictness, depth: Int
    ) -> Bool {
        var free = Array(new.indices)
        for schema in old {
            let partner = free.firstIndex { index in
                let before = assumed.order.count
                let isSame = sameSchema(schema, new[index], strictness, depth: depth)
                if !isSame { assumed.drop(beyond: before) }
                return isSame
            }
            guard let partner else { return false }
            free.remove(at: partner)
        }
        return true
    }
}

extension JSONValue {
    /// Whether a keyword with this value is as good as none: `false`, an empty list or object.
    fileprivate var isNoDemand: Bool {
        switch self {
        case .bool(let bool): !bool
        case .array(let array): array.isEmpty
        case .object(let object): object.members.isEmpty
        case .null, .integer, .number, .string: false
        }
    }
}
