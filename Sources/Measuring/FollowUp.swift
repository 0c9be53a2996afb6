import GateModel
import HTTPClient
import JSON

/// The read that belongs to an operation, filled from the values drawn for it and from the answer it follows.
enum FollowUp {
    case request(HTTPRequest)
    /// The answer lacks this member: `response.id`.
    case missing(String)

    init(_ then: RequestTemplate, after response: HTTPResponse, value: (String) -> String?) {
        let answer = Answer(response)
        var missing: String?
        let request = then.filled { name in
            if let value = value(name) { return value }
            guard name.hasPrefix("response.") else { return nil }
            if let value = answer.text(at: name) { return value }
            missing = missing ?? name
            return nil
        }
        self = missing.map { .missing($0) } ?? .request(request)
    }
}

/// The answer that a read follows; nil where its body cannot be read or is no JSON, and so has no members.
private struct Answer {
    private let body: JSONValue?

    init(_ response: HTTPResponse) {
        do {
            body = try JSONParser.parse(try response.decodedBody())
        } catch {
            body = nil
        }
    }

    /// The text of `response.payment.id`: a string or a whole number.
    func text(at name: String) -> String? {
        var value = body
        for key in name.split(separator: ".").dropFirst() { value = value?[String(key)] }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number, .bool, .null, .array, .object, nil: return nil
        }
    }
}
