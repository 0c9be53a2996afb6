import GateModel
package import JSON

/// Where in an operation two schemas are compared, and who reads what they describe.
package struct SchemaPlace: Hashable, Sendable {
    package let kind: Kind
    /// `GET /users/{id}`
    package let operation: String

    package init(kind: Kind, operation: String) {
        self.kind = kind
        self.operation = operation
    }

    package enum Kind: Hashable, Sendable {
        case requestBody(mediaType: String)
        case requestParameter(Parameter)
        /// `status` as the document writes it: `200`, `4XX`, `default`.
        case responseBody(status: String, mediaType: String)
        case responseHeader(status: String, name: String)
    }

    /// One parameter as both documents declare it; how it is serialised decides what a change of type means.
    package struct Parameter: Hashable, Sendable {
        /// `query`, `path`, `header` or `cookie`
        package let location: String
        /// The name in the old document: a path parameter may be renamed.
        package let name: String
        /// The parameter objects, resolved.
        package let old: JSONValue
        package let new: JSONValue

        package init(location: String, name: String, old: JSONValue, new: JSONValue) {
            self.location = location
            self.name = name
            self.old = old
            self.new = new
        }
    }

    package enum Direction: Hashable, Sendable {
        /// What clients send: it may only widen.
        case request
        /// What clients read: it may only narrow.
        case response
    }

    package var direction: Direction {
        switch kind {
        case .requestBody, .requestParameter: .request
        case .responseBody, .responseHeader: .response
        }
    }

    /// `requestBody/application/json`, `query/limit`, `responses/200/application/json`,
    /// `responses/200/headers/X-Total`
    package var path: String {
        switch kind {
        case .requestBody(let mediaType): "requestBody/\(mediaType)"
        case .requestParameter(let parameter): "\(parameter.location)/\(parameter.name)"
        case .responseBody(let status, let mediaType): "responses/\(status)/\(mediaType)"
        case .responseHeader(let status, let name): "responses/\(status)/headers/\(name)"
        }
    }
}
