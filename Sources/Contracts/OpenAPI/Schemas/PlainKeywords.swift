import GateModel
import JSON

/// The keywords of one schema without those that are composed of others: versions and habits write the same otherwise.
enum PlainKeywords {
    static func normal(_ object: JSONObject, in version: OpenAPIDocument.Version, nulls: NullReading)
        -> JSONObject
    {
        var form = JSONObject(object.members.filter { !isNoDemand($0) })
        form = withoutFlagsOfRanges(form)
        form = withNullAside(form)
        form = nulls.listed(form, isDeclared: object["nullable"] == true)
        form = withoutNumbersThatAreIntegers(form)
        // Documents that went from 3.0 to 3.1 keep 'format: byte', and readers take it as it was.
        form = encoded30(form)
        return version == .openAPI30 ? form : encoded31(form)
    }

    private static let falseMeansNothing: Set<String> = [
        "uniqueItems", "nullable", "readOnly", "writeOnly", "deprecated",
    ]
    private static let zeroMeansNothing: Set<String> = ["minLength", "minItems", "minProperties"]
    private static let emptyMeansNothing: Set<String> = [
        "required", "properties", "patternProperties", "dependentRequired", "dependentSchemas", "anyOf",
        "oneOf",
    ]
    private static let anythingMeansNothing: Set<String> = [
        "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "propertyNames",
    ]

    /// Whether a schema without the member allows the same values and says the same of them.
    private static func isNoDemand(_ member: JSONMember) -> Bool {
        switch member.value {
        case .bool(false): falseMeansNothing.contains(member.key)
        case .bool(true): anythingMeansNothing.contains(member.key)
        case .integer(0): zeroMeansNothing.contains(member.key)
        case .array(let items): items.isEmpty && emptyMeansNothing.contains(member.key)
        case .object(let object):
            object.members.isEmpty
                && (emptyMeansNothing.contains(member.key) || anythingMeansNothing.contains(member.key))
        case .null, .integer, .number, .string: false
        }
    }

    /// 3.0's `minimum: 1, exclusiveMinimum: true` is 3.1's `exclusiveMinimum: 1`; of two ends the tighter counts.
    private static func withoutFlagsOfRanges(_ object: JSONObject) -> JSONObject {
        var form = object
        for (keyword, exclusive, sign) in [
            ("minimum", "exclusiveMinimum", 1.0), ("maximum", "exclusiveMaximum", -1.0),
        ] {
            switch (form[keyword]?.number, form[exclusive]) {
            case (_, .bool(false)?): form = form.setting(exclusive, to: nil)
            case (_, .bool(true)?):
                form = form.setting(exclusive, to: form[keyword]).setting(keyword, to: nil)
            case (let inclusive?, let value?):
                guard let limit = value.number else { break }
                form = form.setting(limit * sign >= inclusive * sign ? keyword : exclusive, to: nil)
            case (nil, _), (_, nil): break
            }
        }
        return form
    }

    /// `type: [x, "null"]` is `type: x, nullable: true`, and a list of one type is that type.
    private static func withNullAside(_ object: JSONObject) -> JSONObject {
        guard let list = object["type"]?.array else { return object }
        let types = list.filter { $0 != "null" }
        let saysNull = types.count < list.count
        guard !types.isEmpty else { return object.setting("type", to: list.isEmpty ? nil : "null") }
        let form = object.setting("type", to: types.count == 1 ? types[0] : .array(types))
        return saysNull ? form.setting("nullable", to: true) : form
    }

    /// A number that is a multiple of a whole one is an integer.
    private static func withoutNumbersThatAreIntegers(_ object: JSONObject) -> JSONObject {
        guard object["type"] == "number", let unit = object["multipleOf"]?.number, unit >= 1,
            unit == unit.rounded()
        else { return object.withoutMultipleOfOne }
        return object.setting("type", to: "integer").withoutMultipleOfOne
    }

    /// `format: byte` is what 3.1 calls base64.
    private static func encoded30(_ object: JSONObject) -> JSONObject {
        guard object["type"] == "string", object["format"] == "byte", object["contentEncoding"] == nil else {
            return object
        }
        return object.setting("format", to: nil).setting("contentEncoding", to: "base64")
    }

    /// `contentMediaType: application/octet-stream` without an encoding is what 3.0 calls binary.
    private static func encoded31(_ object: JSONObject) -> JSONObject {
        guard object["contentMediaType"] == "application/octet-stream", object["contentEncoding"] == nil,
            object["format"] == nil || object["format"] == "binary",
            object["type"] == nil || object["type"] == "string"
        else { return object }
        return object.setting("contentMediaType", to: nil).setting("type", to: "string")
            .setting("format", to: "binary")
    }
}

extension JSONObject {
    fileprivate var withoutMultipleOfOne: JSONObject {
        self["type"] == "integer" && self["multipleOf"] == 1 ? setting("multipleOf", to: nil) : self
    }
}
