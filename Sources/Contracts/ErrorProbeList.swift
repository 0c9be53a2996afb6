import GateModel

/// Error probes while they are being made.
struct ErrorProbeList {
    private(set) var probes: [ErrorProbe] = []
    private var names: Set<String> = []
    private var requests: Set<RequestTemplate>
    private let declared: [RequestTemplate]

    init(declared: [RequestTemplate]) {
        self.declared = declared
        requests = Set(declared)
    }

    /// Nothing is added if there is such a request already; a name that is taken gets a number.
    mutating func add(_ name: String, _ request: RequestTemplate) {
        guard requests.insert(request).inserted else { return }
        var free = name
        var number = 2
        while !names.insert(free).inserted {
            free = "\(name)-\(number)"
            number += 1
        }
        probes.append(ErrorProbe(name: free, request: request))
    }

    /// Each place in the path in turn gets a value that cannot exist, and one that is no integer where one is
    /// due.
    mutating func addPathProbes(
        of template: RequestTemplate, named operation: String, values: [Pipeline.NamedValues]
    ) {
        for named in values {
            if let unknown = named.unknownValue {
                add(
                    operation + "/unknown-id",
                    template.replacing(named.name, inPathWith: unknown))
            }
            if case .integers = named.values {
                let request = template.replacing(named.name, inPathWith: "not-a-number")
                add(operation + "/bad-input", request)
            }
        }
    }

    /// The first method that no operation declares for the same path.
    mutating func addWrongMethod(of request: RequestTemplate, named operation: String) {
        let path = request.path
        let method = ["PATCH", "PUT", "DELETE"].first { method in
            !declared.contains { $0.method == method && $0.path == path }
        }
        guard let method else { return }
        add(
            operation + "/wrong-method",
            RequestTemplate(
                method: method, target: request.target, headers: request.headers))
    }

    /// The JSON body without one of its members, without any, and broken off.
    mutating func addBodyProbes(of request: RequestTemplate, named operation: String) {
        guard case .json(let text) = request.body else { return }
        if let members = Self.members(text) {
            for (position, member) in members.enumerated() {
                var rest = members
                rest.remove(at: position)
                let body = JSONWriter.canonical(.object(JSONObject(rest)))
                add(
                    operation + "/missing-" + Self.nameable(member.key),
                    request.with(json: String(decoding: body, as: UTF8.self)))
            }
        }
        add(operation + "/empty-object", request.with(json: "{}"))
        add(operation + "/broken-json", request.with(json: "{\""))
    }

    /// Nil if the text is no object, or becomes JSON only with its places filled.
    private static func members(_ text: String) -> [JSONMember]? {
        do {
            return try JSONParser.parse(Array(text.utf8)).object?.members
        } catch {
            return nil
        }
    }

    private static func nameable(_ key: String) -> String {
        String(
            key.lowercased().unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "0"..."9": Character(scalar)
                default: "-"
                }
            })
    }
}

extension RequestTemplate {
    /// The target up to its query.
    fileprivate var path: Substring { target.prefix { $0 != "?" } }

    /// The request itself if its path has no such place.
    fileprivate func replacing(_ name: String, inPathWith value: String) -> RequestTemplate {
        let parts = String(path).split(separator: "{\(name)}", omittingEmptySubsequences: false)
        let target = parts.joined(separator: value) + target.dropFirst(path.count)
        return RequestTemplate(method: method, target: target, headers: headers, body: body)
    }

    fileprivate func with(json text: String) -> RequestTemplate {
        RequestTemplate(method: method, target: target, headers: headers, body: .json(text))
    }
}

extension Pipeline.NamedValues {
    /// A value of the same sort that the service cannot know; nil if integers go up to the last.
    fileprivate var unknownValue: String? {
        switch values {
        case .integers(let range):
            let (sum, overflows) = range.upperBound.addingReportingOverflow(1_000_000)
            return overflows ? nil : String(sum)
        case .choices: return "no-such-\(name)"
        }
    }
}
