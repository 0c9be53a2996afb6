import GateModel
import JSON

/// One method of a path.
struct APIOperation: CustomStringConvertible {
    /// `get`, or as the document writes it under `additionalOperations`
    let method: String
    let template: String
    let parameterNames: [String]
    /// As the document has it.
    let object: JSONValue
    /// Those of the path, which hold for the operation unless it has its own of that name and location.
    let sharedParameters: ParameterList
    let ownParameters: ParameterList
    /// Those of its path, where it has none of its own; nil where those of the document hold.
    let servers: JSONValue?

    var parameters: ParameterList { ownParameters.adding(sharedParameters) }

    /// `GET /users/{id}`
    var description: String { "\(method.uppercased()) \(template)" }
}
