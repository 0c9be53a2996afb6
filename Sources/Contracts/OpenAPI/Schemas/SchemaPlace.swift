import GateModel
import JSON

/// Where in an operation two schemas are compared, and who reads what they describe.
struct SchemaPlace {
    let context: SchemaContext
    /// `GET /users/{id}`
    let operation: String
    /// `requestBody/application/json`, `query/limit`, `responses/200/application/json`, `responses/200/headers/X-Total`
    let path: String
    /// `request body`
    let subject: String

    /// - Parameter direction: `response` where the service sends it, as in a webhook.
    static func requestBody(
        _ mediaType: String, of operation: String, direction: SchemaContext.Direction = .request
    ) -> SchemaPlace {
        SchemaPlace(
            context: SchemaContext(
                kind: .body, direction: direction, values: MediaType(mediaType).valueForm),
            operation: operation, path: "requestBody/\(mediaType)", subject: "request body")
    }

    /// - Parameter status: as the document writes it: `200`, `4XX`, `default`.
    static func responseBody(
        _ mediaType: String, status: String, of operation: String,
        direction: SchemaContext.Direction = .response
    ) -> SchemaPlace {
        SchemaPlace(
            context: SchemaContext(
                kind: .body, direction: direction, values: MediaType(mediaType).valueForm),
            operation: operation, path: "responses/\(status)/\(mediaType)",
            subject: "body of response \(status)")
    }

    static func responseHeader(
        _ name: String, status: String, of operation: String, values: SchemaContext.ValueForm
    ) -> SchemaPlace {
        SchemaPlace(
            context: SchemaContext(kind: .header, direction: .response, values: values),
            operation: operation, path: "responses/\(status)/headers/\(name)",
            subject: "header '\(name)' of response \(status)")
    }

    /// `'email' of the request body`
    func subject(of inner: String) -> String {
        inner.isEmpty ? subject : "'\(inner)' of the \(subject)"
    }
}
