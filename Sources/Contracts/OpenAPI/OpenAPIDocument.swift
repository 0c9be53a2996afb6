import GateModel
package import JSON

/// One OpenAPI 3.0, 3.1 or 3.2 document, with its references resolvable.
///
/// Nothing outside the document is ever read: what it refers to elsewhere is listed in ``unresolved``.
package struct OpenAPIDocument: Sendable {
    package let root: JSONValue
    package let version: Version
    /// References that lead nowhere in this document, each once, with where it stands:
    /// `'common.yaml#/User' at #/paths/~1users/get`. What stands behind them was not compared.
    package let unresolved: [String]

    let references: ReferenceTable

    package enum Version: Hashable, Sendable {
        case openAPI30
        /// 3.1, and 3.2, whose schemas are the same.
        case openAPI31
    }

    /// - Parameters:
    ///   - bytes: UTF-8 of YAML or JSON.
    ///   - name: what errors call the document.
    package init(_ bytes: [UInt8], named name: String) throws(OpenAPIError) {
        root = try DocumentText.parse(bytes, named: name)
        version = try Self.version(of: root, named: name)
        references = ReferenceTable(root)
        unresolved = references.unresolved
        try CompositionDepth.check(references, named: name)
    }

    /// `GET /users/{id}`, in document order.
    package var operations: [String] {
        APIPath.all(of: self).flatMap(\.operations).map(\.description)
    }

    /// The value itself, or what its `$ref` leads to in the end; nil if that is not in the document, or only
    /// leads back to itself.
    package func resolved(_ value: JSONValue?) -> JSONValue? {
        guard let reference = value?["$ref"]?.string else { return value }
        return references.end(of: reference)
    }

    /// What a reference leads to, which may be a reference itself; nil if it is not in this document.
    package func target(of reference: String) -> JSONValue? {
        references.target(of: reference)
    }

    private static func version(of root: JSONValue, named name: String) throws(OpenAPIError) -> Version {
        if let swagger = root["swagger"] {
            let text = swagger.string ?? swagger.number.map { "\($0)" } ?? "2.0"
            throw OpenAPIError(
                place: name, what: "this is a Swagger \(text) document",
                hint: "convert it to OpenAPI 3 first, for example with swagger2openapi")
        }
        guard let text = root["openapi"]?.string ?? root["openapi"]?.number.map({ "\($0)" }) else {
            throw OpenAPIError(
                place: name, what: "this is no OpenAPI document: it has no 'openapi' at the top",
                hint: "name a document that starts with 'openapi: 3.0.3' or 'openapi: 3.1.0'")
        }
        let parts = text.split(separator: ".")
        switch (parts.first, parts.dropFirst().first) {
        case ("3", "0"): return .openAPI30
        case ("3", "1"), ("3", "2"): return .openAPI31
        default:
            throw OpenAPIError(
                place: name, what: "OpenAPI version '\(text)' is not supported",
                hint: "versions 3.0, 3.1 and 3.2 are")
        }
    }
}
