import GateModel

/// Who reads what a schema describes, and how its values are written there.
struct SchemaContext: Hashable {
    let kind: Kind
    let direction: Direction
    let values: ValueForm

    enum Kind: Hashable {
        case body
        case parameter(ParameterForm)
        case header
    }

    enum Direction: Hashable {
        /// What clients send: it may only widen.
        case request
        /// What clients read: it may only narrow.
        case response

        /// Of callbacks and webhooks, which the service sends and clients read.
        var reversed: Direction { self == .request ? .response : .request }
    }

    /// What of a parameter decides what a change of type means.
    struct ParameterForm: Hashable {
        let isHeader: Bool
        /// The style `form`, exploded: `?id=1&id=2`.
        let repeatsItsName: Bool
    }

    enum ValueForm: Hashable {
        /// A number is no string.
        case typed
        /// A number is written like a string; lists and objects are not.
        case text
        /// As text, with elements and attributes that the schema names.
        case xml
    }

    var isText: Bool { values != .typed }
}

extension MediaType {
    /// Everything carries typed values, but forms, XML, and text that has no syntax of its own.
    var valueForm: SchemaContext.ValueForm {
        let halves = essence.split(separator: "/", maxSplits: 1).map(String.init)
        guard halves.count == 2 else { return .typed }
        if essence.hasSuffix("+xml") || halves[1] == "xml" { return .xml }
        switch halves[0] {
        case "multipart": return .text
        case "text": return Self.typedTexts.contains(halves[1]) || essence.hasSuffix("+json") ? .typed : .text
        default: return essence == "application/x-www-form-urlencoded" ? .text : .typed
        }
    }

    private static let typedTexts: Set<String> = [
        "json", "x-json", "yaml", "x-yaml", "vnd.yaml", "event-stream", "*",
    ]
}
