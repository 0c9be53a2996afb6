package import GateModel
package import HTTPClient
import JSON

extension RequestTemplate {
    /// The request with every `{name}` replaced by `value(name)`; a name without a value stays as it is written.
    ///
    /// Values in the path and in the query are percent-encoded, those in a JSON body escaped as within a JSON string;
    /// in headers and in a text they stand as they are.
    package func filled(_ value: (String) -> String?) -> HTTPRequest {
        let target = RequestTemplate.fill(target[...]) { value($0).map(percentEncoded) }
        var headers = headers.map {
            HTTPHeader(name: $0.name, value: RequestTemplate.fill($0.value[...], value))
        }
        switch body {
        case .none:
            return HTTPRequest(method: method, target: target, headers: headers, body: [])
        case .json(let text):
            if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(HTTPHeader(name: "Content-Type", value: "application/json"))
            }
            let filled = RequestTemplate.fill(text[...]) { value($0).map(RequestTemplate.escaped) }
            let body = Array(filled.utf8)
            return HTTPRequest(method: method, target: target, headers: headers, body: body)
        case .text(let text):
            let body = Array(RequestTemplate.fill(text[...], value).utf8)
            return HTTPRequest(method: method, target: target, headers: headers, body: body)
        }
    }

    /// Without the quotation marks, which the template has.
    static func escaped(_ value: String) -> String {
        let literal = String(decoding: JSONWriter.canonical(.string(value)), as: UTF8.self)
        return String(literal.dropFirst().dropLast())
    }

    private static func fill(_ text: Substring, _ value: (String) -> String?) -> String {
        var filled = ""
        var rest = text
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            rest = rest[open...]
            if let close = rest.firstIndex(of: "}"),
                let replacement = value(String(rest[rest.index(after: open)..<close]))
            {
                filled += replacement
                rest = rest[rest.index(after: close)...]
            } else {
                filled.append(rest.removeFirst())
            }
        }
        return filled + rest
    }
}
