import GateModel
import JSON

/// `{allOf: [{$ref: X}], description: d}`: what adds nothing to one reference but annotations, and null.
enum SchemaWrapper {
    struct Pair {
        let old: JSONValue
        let new: JSONValue
        /// Whether both allow null whatever the references do.
        let allowNull: Bool
    }

    /// The references within, where both schemas wrap one in the same way.
    static func sameAround(_ old: JSONValue, _ new: JSONValue) -> Pair? {
        guard let old = parts(of: old), let new = parts(of: new), old.around == new.around else { return nil }
        return Pair(old: old.inner, new: new.inner, allowNull: old.allowsNull && new.allowsNull)
    }

    private struct Parts {
        let inner: JSONValue
        let around: JSONObject
        let allowsNull: Bool
    }

    private static func parts(of schema: JSONValue) -> Parts? {
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
            // Of `oneOf` exactly one may match, so that null must not match the reference too.
            let allowsNull = object["nullable"] == true || (isNullable && keyword == "anyOf")
            return Parts(
                inner: references[0], around: JSONObject(others + [JSONMember("or null", says)]),
                allowsNull: allowsNull)
        }
        return nil
    }
}
