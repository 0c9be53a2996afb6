import GateModel
import JSON

/// Error probes while they are being made.
///
/// A name stands in fingerprints, so it depends on nothing but its operation and what the probe replaces: not on how many
/// probes there are, and not on the order of anything in the file.
struct ErrorProbeList {
    private var requests: [RequestTemplate] = []
    private var names: [RequestTemplate: String] = [:]
    private let declared: [RequestTemplate]

    init(declared: [RequestTemplate]) {
        self.declared = declared
    }

    var isEmpty: Bool { requests.isEmpty }

    var probes: [ErrorProbe] {
        requests.compactMap { request in names[request].map { ErrorProbe(name: $0, request: request) } }
    }

    /// Nothing is added if the request is declared; of the names that two operations give to one request the first in
    /// the alphabet is kept.
    mutating func add(_ name: String, _ request: RequestTemplate) {
        if declared.contains(request) { return }
        if let other = names[request] {
            names[request] = min(name, other)
        } else {
            requests.append(request)
            names[request] = name
        }
    }

    /// Each place in the path in turn gets a value that cannot exist, and one that is no integer where one is
    /// due; the name says which one where there are several.
    mutating func addPathProbes(
        of template: RequestTemplate, named operation: String, values: [Pipeline.NamedValues]
    ) {
        let places = values.filter { template.path.contains("{\($0.name)}") }
        for named in places {
            let which = places.count > 1 ? "-" + Self.nameable(named.name) : ""
            if let unknown = named.unknownValue {
                add(
                    operation + "/unknown-id" + which,
                    template.replacing(named.name, inPathWith: unknown))
            }
            if case .integers = named.values {
                let request = template.replacing(named.name, inPathWith: "not-a-number")
                add(operation + "/bad-input" + which, request)
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
            let alike = Dictionary(grouping: members) { Self.nameable($0.key) }
            for (position, member) in members.enumerated() {
                var rest = members
                rest.remove(at: position)
                let body = JSONWriter.canonical(.object(JSONObject(rest)))
                let name = Self.nameable(member.key)
                let isAlone = alike[name]?.count == 1
                add(
                    operation + "/missing-" + (isAlone ? name : name + "-" + Self.digits(member.key)),
                    request.with(json: String(decoding: body, as: UTF8.self)))
            }
        }
        add(operation + "/empty-object", request.with(json: "{}"))
        add(operation + "/broken-json", request.with(json: "{\""))
    }

    /// The body as it is, said to be of a type that it is not, and of none.
    mutating func addContentTypeProbes(of request: RequestTemplate, named operation: String) {
        let declared = request.headers.first { $0.name.lowercased() == "content-type" }?.value.lowercased()
        let (text, own): (String, String?)
        switch request.body {
        case .none: return
        case .json(let body): (text, own) = (body, declared ?? "application/json")
        case .text(let body): (text, own) = (body, declared)
        }
        let wrong = own?.hasPrefix("text/plain") == true ? "application/octet-stream" : "text/plain"
        add(operation + "/wrong-content-type", request.with(contentType: wrong, body: request.body))
        add(operation + "/missing-content-type", request.with(contentType: nil, body: .text(text)))
    }

    /// Nil if the text is no object, or becomes JSON only with its places filled.
    private static func members(_ text: String) -> [JSONMember]? {
        do {
            return try JSONParser.parse(Array(text.utf8)).object?.members
        } catch {
            return nil
        }
    }

    /// The key's bytes in hexadecimal, for keys whose names would be alike: `Paid_By` and `paid-by`.
    private static func digits(_ key: String) -> String { hexadecimal(key.utf8) }

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

    /// - Parameter contentType: Nil: none is sent.
    fileprivate func with(contentType: String?, body: Body) -> RequestTemplate {
        let others = headers.filter { $0.name.lowercased() != "content-type" }
        let own = contentType.map { [Header(name: "Content-Type", value: $0)] } ?? []
        return RequestTemplate(method: method, target: target, headers: others + own, body: body)
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
