package import GateModel
import HTTPClient
import JSON

extension OperationOutcome {
    /// How many rows the answer has: the elements of its largest array, which is the answer itself or a member of it.
    ///
    /// Silent where the operation failed, or its answer is no JSON with an array.
    package var rows: Observed {
        guard failure == nil, let answer = exchanges.first?.response else { return .silent }
        let value: JSONValue
        do {
            value = try JSONParser.parse(try answer.decodedBody())
        } catch {
            return .silent
        }
        switch value {
        case .array(let elements): return .value(Double(elements.count))
        case .object(let object):
            let arrays = object.members.compactMap { member in
                if case .array(let elements) = member.value { elements.count } else { nil }
            }
            return arrays.max().map { .value(Double($0)) } ?? .silent
        case .null, .bool, .integer, .number, .string: return .silent
        }
    }
}
