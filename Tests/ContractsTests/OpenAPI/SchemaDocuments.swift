import GateModel
import Testing

@testable import Contracts

/// Where in a document of one operation a schema stands.
enum SchemaStand {
    case requestBody
    case requestProperty
    case parameter(String)
    case parameterProperty(String)
    case responseBody
    case responseProperty
    case responseHeader
}

/// Two schemas, compared where they stand.
///
/// - Parameters:
///   - shared: what stands under `components/schemas`, in both documents unless a second is given.
/// - Returns: `ERR request-body-type-changed`, sorted.
func schemaChanges(
    _ old: String, _ new: String, at stand: SchemaStand, mediaType: String = "application/json",
    version: String = "3.1.0", shared: String = "{}", sharedAfter: String? = nil
) throws -> [String] {
    try schemaDifferences(
        old, new, at: stand, mediaType: mediaType, version: version, shared: shared, sharedAfter: sharedAfter
    ).map { "\($0.level.rawValue) \($0.id)" }.sorted()
}

/// The same, in full and in the order of a report.
func schemaDifferences(
    _ old: String, _ new: String, at stand: SchemaStand, mediaType: String = "application/json",
    version: String = "3.1.0", shared: String = "{}", sharedAfter: String? = nil
) throws -> [APIChange] {
    let day = try #require(CalendarDate(year: 2026, month: 7, day: 14))
    return OpenAPIComparison.changes(
        from: try document(old, stand, mediaType, version, shared),
        to: try document(new, stand, mediaType, version, sharedAfter ?? shared), on: day)
}

private func document(
    _ schema: String, _ stand: SchemaStand, _ mediaType: String, _ version: String, _ shared: String
) throws -> OpenAPIDocument {
    let text = """
        openapi: \(version)
        info: {title: Things, version: "1"}
        components: {schemas: \(shared)}
        paths:
          /things:
            post: \(operation(schema, stand, mediaType))
        """
    return try OpenAPIDocument(Array(text.utf8), named: "things.yaml")
}

private func operation(_ schema: String, _ stand: SchemaStand, _ mediaType: String) -> String {
    let object = "{type: object, properties: {p: \(schema)}}"
    switch stand {
    case .requestBody:
        return "{requestBody: {content: {'\(mediaType)': {schema: \(schema)}}}, responses: {}}"
    case .requestProperty:
        return "{requestBody: {content: {'\(mediaType)': {schema: \(object)}}}, responses: {}}"
    case .parameter(let location):
        return "{parameters: [{in: \(location), name: q, schema: \(schema)}], responses: {}}"
    case .parameterProperty(let location):
        return "{parameters: [{in: \(location), name: q, schema: \(object)}], responses: {}}"
    case .responseBody:
        return "{responses: {'200': {description: d, content: {'\(mediaType)': {schema: \(schema)}}}}}"
    case .responseProperty:
        return "{responses: {'200': {description: d, content: {'\(mediaType)': {schema: \(object)}}}}}"
    case .responseHeader:
        return "{responses: {'200': {description: d, headers: {X-H: {schema: \(schema)}}}}}"
    }
}
