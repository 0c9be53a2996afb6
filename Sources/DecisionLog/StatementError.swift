import GateModel
package import JSON

/// Why a statement is none that Pawl wrote; places are JSON paths.
package enum StatementError: Error, Hashable, CustomStringConvertible {
    case notJSON(JSONError)
    case notCanonical
    case missing(String)
    case malformed(String, wanted: String)
    case unknown(String)

    package var description: String {
        switch self {
        case .notJSON(let error): "it is not JSON: \(error.problem)"
        case .notCanonical: "its JSON is not in canonical form"
        case .missing(let place): "'\(place)' is missing"
        case .malformed(let place, let wanted): "'\(place)' is not \(wanted)"
        case .unknown(let place): "'\(place)' is unknown to this version"
        }
    }
}
