import GateModel
import JSON

/// One entry of `paths`, with its operations.
struct APIPath {
    /// `/users/{id}`
    let template: String
    /// `/users/{}`
    let nameless: String
    /// `id`: the parameters in their order in the path.
    let parameterNames: [String]
    let operations: [APIOperation]

    private static let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ]

    static func all(of document: OpenAPIDocument) -> [APIPath] {
        let members = document.root["paths"]?.object?.members ?? []
        return members.filter { !$0.key.hasPrefix("x-") }.map { APIPath($0.key, $0.value, of: document) }
    }

    private init(_ template: String, _ item: JSONValue, of document: OpenAPIDocument) {
        self.template = template
        (nameless, parameterNames) = Self.split(template)
        let names = parameterNames
        let item = document.resolved(item) ?? item
        let shared = ParameterList(item["parameters"], of: document)
        operations = Self.methods.compactMap { method in
            item[method].map { value in
                APIOperation(
                    method: method, template: template, parameterNames: names, object: value,
                    sharedParameters: shared, ownParameters: ParameterList(value["parameters"], of: document))
            }
        }
    }

    func operation(_ method: String) -> APIOperation? {
        operations.first { $0.method == method }
    }

    private static func split(_ template: String) -> (nameless: String, names: [String]) {
        var nameless = ""
        var names: [String] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            nameless += rest[..<open] + "{}"
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return (nameless + rest, names)
    }
}
