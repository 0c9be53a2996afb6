import YAML

/// What is wrong at one place of the trust file that is being read.
struct TrustFault: Error {
    let place: YAMLPlace
    let problem: TrustFileProblem

    init(_ place: YAMLPlace, _ problem: TrustFileProblem) {
        self.place = place
        self.problem = problem
    }
}

/// The keys of one mapping of a trust file with their values, none where nothing was written; others than the known ones
/// are refused.
struct TrustFields {
    private let owner: String
    /// Where a missing key is reported.
    private let place: YAMLPlace
    private var values: [String: YAMLNode] = [:]

    init(_ node: YAMLNode, of owner: String, known: [String]) throws(TrustFault) {
        self.owner = owner
        place = node.place
        if node.isNothing { return }
        for entry in try node.entries(of: owner) {
            guard known.contains(entry.key.text) else {
                throw TrustFault(entry.keyPlace, .unknownKey(entry.key.text, in: owner, known: known))
            }
            values[entry.key.text] = entry.value
        }
    }

    /// Nil where the key is missing or has no value.
    subscript(key: String) -> YAMLNode? {
        guard let node = values[key], !node.isNothing else { return nil }
        return node
    }

    func required(_ key: String) throws(TrustFault) -> YAMLNode {
        guard let node = self[key] else {
            throw TrustFault(values[key]?.place ?? place, .missingKey(key, in: owner))
        }
        return node
    }
}

extension YAMLNode {
    /// `key:`, `key: ~`, `key: null`
    var isNothing: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return ["", "~", "null"].contains(scalar.text)
    }

    func entries(of owner: String) throws(TrustFault) -> [Entry] {
        guard case .mapping(let entries) = content else {
            throw unexpected("keys with values for \(owner)", hint: "write 'key: value' in a line for each")
        }
        return entries
    }

    func items() throws(TrustFault) -> [YAMLNode] {
        guard case .sequence(let items) = content else {
            throw unexpected("a list", hint: "write '[a, b]', or a line '- a' for each")
        }
        return items
    }

    func text() throws(TrustFault) -> String {
        guard let scalar, !isNothing, !scalar.text.isEmpty else {
            throw unexpected("text", hint: "write it out, in quotes where it begins with a bracket")
        }
        return scalar.text
    }

    /// A whole number from 1 on.
    func count() throws(TrustFault) -> Int {
        guard let scalar, scalar.style == .plain, let number = Int(scalar.text), number > 0 else {
            throw unexpected("a whole number from 1 on", hint: "write it without quotes: 2")
        }
        return number
    }

    func isYes() throws(TrustFault) -> Bool {
        switch scalar?.text {
        case "yes", "true": return true
        case "no", "false": return false
        default: throw unexpected("'yes' or 'no'", hint: "write one of these")
        }
    }

    /// Since 1970 in UTC: `2026-07-20`, which is its first second, `2026-07-20T12:00:00Z`, or as OpenSSH writes them, `20260720Z`.
    func time() throws(TrustFault) -> Int64 {
        let text = try text()
        if let time = SSHTime(inUTC: text) { return time.seconds }
        throw unexpected("a time in UTC", hint: "write 2026-07-20 or 2026-07-20T12:00:00Z")
    }

    func unexpected(_ expected: String, hint: String) -> TrustFault {
        let found =
            switch content {
            case .scalar(let scalar): isNothing ? "nothing" : "'\(scalar.text)'"
            case .sequence: "a list"
            case .mapping: "keys with values"
            }
        return TrustFault(place, .unexpected(found: found, expected: expected, hint: hint))
    }
}

extension SSHTime {
    fileprivate init?(inUTC text: String) {
        let shape = text.map { $0.isNumber ? "0" : String($0) }.joined()
        switch shape {
        case "0000-00-00", "0000-00-00T00:00:00Z": self.init(text.filter { !"-T:Z".contains($0) })
        default:
            guard text.hasSuffix("Z") else { return nil }
            self.init(String(text.dropLast()))
        }
    }
}
