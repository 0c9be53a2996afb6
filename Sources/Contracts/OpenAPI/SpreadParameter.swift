import GateModel
import JSON

/// A parameter whose object is spread over the query or the cookies, so that each property is written like a parameter.
///
/// `?limit=1` may come from a parameter `limit`, or from a property `limit` of an object that is exploded in the style `form`,
/// and `?page[limit]=1` from a deep object `page`: to a client they are the same.
struct SpreadParameter {
    /// As parameters of their own.
    let properties: [ParameterList.Parameter]

    /// Nil where it is written in another way, or names no properties.
    init?(_ parameter: ParameterList.Parameter, read: (JSONValue?) -> Schema?) {
        guard let isDeep = Self.isDeep(parameter), let schema = read(parameter.object["schema"]),
            schema.valueTypes.allSatisfy({ $0 == "object" })
        else { return nil }
        let members = schema.named("properties").members
        guard !members.isEmpty else { return nil }
        let demanded = schema.requiredNames
        // Who sends one property of an optional object has to send those that it requires.
        let demands = parameter.isRequired || members.count > 1
        properties = members.map { member in
            let name = isDeep ? "\(parameter.name)[\(member.key)]" : member.key
            return ParameterList.Parameter(
                key: ParameterList.Key(location: parameter.key.location, named: name), name: name,
                object: Self.object(
                    of: parameter, member, isRequired: demands && demanded.contains(JSONKey(member.key))),
                reference: nil)
        }
    }

    /// Nil for what is not spread.
    private static func isDeep(_ parameter: ParameterList.Parameter) -> Bool? {
        guard ["query", "cookie"].contains(parameter.key.location) else { return nil }
        switch parameter.object["style"]?.string ?? "form" {
        case "form": return parameter.object["explode"]?.bool == false ? nil : false
        case "deepObject": return true
        default: return nil
        }
    }

    private static func object(
        of parameter: ParameterList.Parameter, _ property: JSONMember, isRequired: Bool
    ) -> JSONValue {
        let kept = parameter.object.object?.without(["schema", "style", "explode", "name", "required"])
        return .object(
            (kept ?? JSONObject()).setting("name", to: .string(property.key))
                .setting("required", to: .bool(isRequired)).setting("schema", to: property.value))
    }
}
