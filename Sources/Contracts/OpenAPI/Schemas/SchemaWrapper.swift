import GateModel
import JSON

/// `{allOf: [{$ref: X}], description: d}`: what adds nothing to one reference but annotations, and null.
enum SchemaWrapper {
    /// The references within, where both schemas wrap one in the same way.
    static func sameAround(_ old: JSONValue, _ new: JSONValue) -> (old: JSONValue, new: JSONValue)? {
        guard let old = parts(of: old), let new = parts(of: new), old.around == new.around else { return nil }
        return (old.inner, new.inner)
    }

    private static func parts(of schema: JSONValue) -> (inner: JSONValue, around: JSONObject)? {
        guard let object = schema.object, object["$ref"] == nil else { return nil }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            guard let members = object[keyword]?.array else { continue }
            let references = members.filter { $0["$ref"]?.string != nil && $0.object?.members.count == 1 }
            let isNullable = members.contains(.object(JSONObject([JSONMember("type", "null")])))
            guard references.count == 1, members.count == (isNullable ? 2 : 1) else { return nil }
            let others = object.members.filter {
                $0.key != keyword && !SchemaKeywords.isDocumentation($0.key)
            }
            guard others.allSatisfy({ $0.key == "nullable" || SchemaKeywords.isAnnotation($0.key) }) else {
                return nil
            }
            let says: JSONValue = .bool(isNullable)
            return (references[0], JSONObject(others + [JSONMember("or null", says)]))
        }
        return nil
    }
}
