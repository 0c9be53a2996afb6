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

    /// The path item, resolved.
    let item: JSONValue

    private static let methods = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
    ]
    /// What rules read of a path item.
    static let keys = Set(methods).union(["parameters", "servers", "additionalOperations"])

    static func all(of document: OpenAPIDocument) -> [APIPath] {
        all(in: document.root["paths"], of: document)
    }

    /// - Parameter paths: an object with a path item for each path or expression.
    static func all(in paths: JSONValue?, of document: OpenAPIDocument) -> [APIPath] {
        let members = paths?.object?.members ?? []
        return members.filter { !$0.key.hasPrefix("x-") }.map { APIPath($0.key, $0.value, of: document) }
    }

    /// Webhooks, whose names may be any.
    static func webhooks(of document: OpenAPIDocument) -> [APIPath] {
        (document.root["webhooks"]?.object?.members ?? []).map { APIPath($0.key, $0.value, of: document) }
    }

    private init(_ template: String, _ written: JSONValue, of document: OpenAPIDocument) {
        self.template = template
        (nameless, parameterNames) = Self.split(template)
        let names = parameterNames
        let item = document.resolved(written) ?? written
        let shared = ParameterList(item["parameters"], of: document)
        let standard = Self.methods.compactMap { method in item[method].map { JSONMember(method, $0) } }
        let additional = item["additionalOperations"]?.object?.members ?? []
        operations = (standard + additional).map { member in
            APIOperation(
                method: member.key, template: template, parameterNames: names, object: member.value,
                sharedParameters: shared,
                ownParameters: ParameterList(member.value["parameters"], of: document),
                servers: member.value["servers"] ?? item["servers"])
        }
        self.item = item
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
