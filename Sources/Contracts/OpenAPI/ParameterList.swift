import GateModel
import JSON

/// The parameters of a path or an operation, by location and name.
struct ParameterList {
    struct Key: Hashable {
        /// `query`, `path`, `header`, `cookie` or `querystring`
        let location: String
        /// Of a header in lower case: headers are the same in any case (RFC 9110, 5.1). Empty for the whole query, which
        /// has no name in a request.
        let name: JSONKey

        init(location: String, named name: String) {
            self.location = location
            self.name =
                switch location {
                case "header": JSONKey(name.lowercased())
                case "querystring": JSONKey("")
                default: JSONKey(name)
                }
        }
    }

    struct Parameter {
        let key: Key
        /// As the document writes it.
        let name: String
        /// Resolved.
        let object: JSONValue
        /// `#/components/parameters/Limit`; nil where it stands in the list.
        let reference: String?

        var isRequired: Bool { key.location == "path" || object["required"]?.bool ?? false }

        /// `query/limit`
        var path: String { "\(key.location)/\(name)" }
        /// `query parameter 'limit'`
        var title: String { "\(key.location) parameter '\(name)'" }
    }

    private(set) var parameters: [Parameter] = []
    private var positions: [Key: Int] = [:]

    /// What is no parameter, or leads nowhere, is left out: ``OpenAPIDocument/unresolved`` tells of it.
    init(_ list: JSONValue?, of document: OpenAPIDocument) {
        for item in list?.array ?? [] {
            guard let object = document.resolved(item), let location = object["in"]?.string,
                let name = object["name"]?.string
            else { continue }
            let key = Key(location: location, named: name)
            add(Parameter(key: key, name: name, object: object, reference: item["$ref"]?.string))
        }
    }

    subscript(key: Key) -> Parameter? { positions[key].map { parameters[$0] } }

    /// With those of another list that this one does not have.
    func adding(_ others: ParameterList) -> ParameterList {
        var all = self
        for parameter in others.parameters { all.add(parameter) }
        return all
    }

    private mutating func add(_ parameter: Parameter) {
        guard positions[parameter.key] == nil else { return }
        positions[parameter.key] = parameters.count
        parameters.append(parameter)
    }
}
