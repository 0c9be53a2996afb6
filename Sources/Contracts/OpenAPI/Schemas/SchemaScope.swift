/// What a schema describes; it decides the ids and the levels of what changed in it.
enum SchemaScope: Hashable, CaseIterable {
    case requestBody
    case requestProperty
    case parameter
    case parameterProperty
    case responseBody
    case responseProperty
    case header
    case headerProperty

    /// `request-body`: what the ids of most rules begin with.
    var prefix: String {
        switch self {
        case .requestBody: "request-body"
        case .requestProperty: "request-property"
        case .parameter: "request-parameter"
        case .parameterProperty: "request-parameter-property"
        case .responseBody: "response-body"
        case .responseProperty: "response-property"
        case .header: "response-header"
        case .headerProperty: "response-header-property"
        }
    }

    var direction: SchemaContext.Direction {
        switch self {
        case .requestBody, .requestProperty, .parameter, .parameterProperty: .request
        case .responseBody, .responseProperty, .header, .headerProperty: .response
        }
    }

    /// The scope of what lies within.
    var inner: SchemaScope {
        switch self {
        case .requestBody, .requestProperty: .requestProperty
        case .parameter, .parameterProperty: .parameterProperty
        case .responseBody, .responseProperty: .responseProperty
        case .header, .headerProperty: .headerProperty
        }
    }

    /// The scope of the whole schema at a place.
    init(_ context: SchemaContext) {
        self =
            switch (context.kind, context.direction) {
            case (.body, .request): .requestBody
            case (.body, .response): .responseBody
            case (.parameter, .request): .parameter
            case (.header, _), (.parameter, .response): .header
            }
    }
}
