import GateModel
import YAML

extension TrustRules {
    /// Reads the content of a trust file: YAML that has the key `pawl-trust`, or an OpenSSH allowed-signers file.
    ///
    /// It depends on nothing but its arguments, and its time and memory are bounded by the text's length.
    ///
    /// - Parameter file: how messages name the file.
    package init(parsing text: String, file: String) throws(TrustError) {
        if Self.isYAML(text) {
            do throws(TrustFault) {
                self = try TrustRulesReader.rules(text)
            } catch {
                let position = FilePosition(file: file, line: error.place.line, column: error.place.column)
                throw .invalid(TrustFileError(position: position, problem: error.problem))
            }
            return
        }
        let signers: AllowedSigners
        do throws(AllowedSignersError) {
            signers = try AllowedSigners(parsing: text, file: file)
        } catch {
            throw .badLine(error)
        }
        guard !signers.signers.isEmpty else { throw .noKeys(path: file) }
        self.init(signers)
    }

    /// By the first line that says something: one of YAML has a key there, one of signers a signer.
    private static func isYAML(_ text: String) -> Bool {
        let lines = text.unicodeScalars.split(separator: "\n").lazy.map { line in
            String(Substring(line)).drop(while: \.isWhitespace)
        }
        guard let first = lines.first(where: { !$0.isEmpty && !$0.hasPrefix("#") }) else { return false }
        return first.prefix { !$0.isWhitespace }.hasSuffix(":")
            || ["pawl-trust", "{", "---", "%"].contains { first.hasPrefix($0) }
    }
}

/// Reads a YAML trust file; the first thing that is wrong stops it.
private enum TrustRulesReader {
    static let limits = YAMLLimits(depth: 8, values: 20_000, extras: .refused)

    static func rules(_ text: String) throws(TrustFault) -> TrustRules {
        let document: YAMLNode
        do throws(YAMLError) {
            document = try YAMLNode.parse(text.utf8, within: limits)
        } catch {
            throw TrustFault(error.place, .yaml(error.problem))
        }
        let fields = try TrustFields(
            document, of: "the file",
            known: ["pawl-trust", "origin", "root", "keys", "environments", "witnesses"])
        let version = try fields.required("pawl-trust")
        guard try version.text() == "1" else {
            throw TrustFault(version.place, .unknownVersion(try version.text()))
        }
        let node = try fields.required("keys")
        let root = try root(fields["root"])
        let keys = try keys(node, root: root)
        if let root { try check(root, keys.map(\.name)) }
        return TrustRules(
            keys: keys, origin: try origin(fields["origin"]), root: root?.root,
            environments: try environments(fields["environments"]),
            witnesses: try fields["witnesses"].map { node throws(TrustFault) in try node.text() })
    }

    private static func origin(_ node: YAMLNode?) throws(TrustFault) -> TrustRules.Origin? {
        guard let node else { return nil }
        let name = try node.text()
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "pawl", ObjectID(hex: parts[1]) != nil else {
            throw node.unexpected(
                "'pawl/' and the id of the repository's first commit",
                hint: "'git rev-list --max-parents=0 HEAD' prints that id; the environment is not part of it")
        }
        return TrustRules.Origin(name: name, line: node.place.line)
    }

    // MARK: Root

    private struct PlacedRoot {
        let root: TrustRules.Root
        let threshold: YAMLPlace
        /// Of each key's name.
        let places: [YAMLPlace]
    }

    private static func root(_ node: YAMLNode?) throws(TrustFault) -> PlacedRoot? {
        guard let node else { return nil }
        let fields = try TrustFields(node, of: "'root'", known: ["threshold", "keys"])
        let threshold = try fields.required("threshold")
        let items = try fields.required("keys").items()
        let names = try distinct(items) { item throws(TrustFault) in try item.text() }
        return PlacedRoot(
            root: .init(threshold: try threshold.count(), keys: names), threshold: threshold.place,
            places: items.map(\.place))
    }

    private static func check(_ placed: PlacedRoot, _ known: [String]) throws(TrustFault) {
        for (name, place) in zip(placed.root.keys, placed.places) where !known.contains(name) {
            throw TrustFault(place, .unknownRootKey(name, known: known))
        }
        guard placed.root.threshold <= placed.root.keys.count else {
            throw TrustFault(
                placed.threshold, .threshold(placed.root.threshold, keys: placed.root.keys.count))
        }
    }

    // MARK: Keys

    private static func keys(_ node: YAMLNode, root: PlacedRoot?) throws(TrustFault) -> [TrustedKey] {
        var keys: [TrustedKey] = []
        var owners: [Ed25519PublicKey: TrustedKey] = [:]
        for entry in try node.entries(of: "'keys'") {
            let isOfRoot = root?.root.keys.contains(entry.key.text) ?? false
            let key = try key(entry, isOfRoot: isOfRoot)
            if let other = owners.updateValue(key, forKey: key.key) {
                throw TrustFault(
                    entry.keyPlace, .sameKey(name: key.name, as: other.name, line: other.line))
            }
            keys.append(key)
        }
        if keys.isEmpty { throw TrustFault(node.place, .noKeys) }
        return keys
    }

    private static func key(_ entry: YAMLNode.Entry, isOfRoot: Bool) throws(TrustFault) -> TrustedKey {
        let name = entry.key.text
        guard !name.isEmpty, printable(name) == name, !name.contains(where: \.isWhitespace) else {
            throw TrustFault(entry.keyPlace, .keyName(name))
        }
        let fields = try TrustFields(
            entry.value, of: "'\(name)'",
            known: ["key", "kinds", "environments", "valid_after", "valid_before"])
        let after = try fields["valid_after"].map { node throws(TrustFault) in try node.time() }
        let before = try fields["valid_before"].map { node throws(TrustFault) in try node.time() }
        if let after, let before, before <= after { throw TrustFault(entry.keyPlace, .neverValid) }
        let key = TrustedKey(
            name: name, key: try publicKey(fields.required("key")), line: entry.keyPlace.line,
            kinds: try allowance("kinds", in: fields, isOfRoot) { node throws(TrustFault) in
                let text = try node.text()
                guard let kind = SignableKind(rawValue: text) else {
                    throw TrustFault(node.place, .unknownKind(text))
                }
                return kind
            },
            environments: try allowance("environments", in: fields, isOfRoot) { node throws(TrustFault) in
                try environmentName(node.text(), at: node.place)
            }, validAfter: after, validBefore: before)
        if !isOfRoot, key.kinds == .only([]) || key.environments == .only([]) {
            throw TrustFault(entry.keyPlace, .signsNothing(name: name))
        }
        return key
    }

    private static func publicKey(_ node: YAMLNode) throws(TrustFault) -> Ed25519PublicKey {
        let text = try node.text()
        do throws(SSHKeyError) {
            return try SSHPublicKey(parsing: text, place: "").key
        } catch {
            throw TrustFault(node.place, .key(error.problem))
        }
    }

    /// A list, or `"*"` for all; a root key needs none, since it signs together with others.
    private static func allowance<Name>(
        _ key: String, in fields: TrustFields, _ isOfRoot: Bool,
        _ parse: (YAMLNode) throws(TrustFault) -> Name
    ) throws(TrustFault) -> Allowance<Name> {
        if isOfRoot, fields[key] == nil { return .only([]) }
        let node = try fields.required(key)
        if let scalar = node.scalar {
            guard scalar.text == "*" else {
                throw node.unexpected("a list or \"*\"", hint: "write '[\(scalar.text)]', or \"*\" for all")
            }
            return .all
        }
        return .only(try distinct(node.items(), parse))
    }

    private static func distinct<Name: Hashable>(
        _ items: [YAMLNode], _ parse: (YAMLNode) throws(TrustFault) -> Name
    ) throws(TrustFault) -> [Name] {
        var names: [Name] = []
        var known: Set<Name> = []
        for item in items {
            let name = try parse(item)
            guard known.insert(name).inserted else {
                throw TrustFault(item.place, .repeated(item.scalar?.text ?? ""))
            }
            names.append(name)
        }
        return names
    }

    // MARK: Environments

    private static func environments(
        _ node: YAMLNode?
    ) throws(TrustFault) -> [String: TrustRules.Environment] {
        var environments: [String: TrustRules.Environment] = [:]
        for entry in try node?.entries(of: "'environments'") ?? [] {
            let name = try environmentName(entry.key.text, at: entry.keyPlace)
            environments[name] = try environment(entry)
        }
        return environments
    }

    private static func environment(_ entry: YAMLNode.Entry) throws(TrustFault) -> TrustRules.Environment {
        let fields = try TrustFields(
            entry.value, of: "'\(entry.key.text)'",
            known: ["protected", "pipelines", "overrides", "not_author"])
        func isYes(_ key: String) throws(TrustFault) -> Bool { try fields[key]?.isYes() ?? false }
        return TrustRules.Environment(
            isProtected: try isYes("protected"), pipelines: try pipelines(fields["pipelines"]),
            overrides: try fields["overrides"]?.count() ?? 1, excludesAuthor: try isYes("not_author"),
            line: fields["pipelines"]?.place.line ?? entry.keyPlace.line)
    }

    private static func pipelines(_ node: YAMLNode?) throws(TrustFault) -> [String: String]? {
        guard let node else { return nil }
        var pipelines: [String: String] = [:]
        for entry in try node.entries(of: "'pipelines'") {
            pipelines[entry.key.text] = try path(entry.value)
        }
        return pipelines
    }

    /// As git writes it, and so entries do.
    private static func path(_ node: YAMLNode) throws(TrustFault) -> String {
        let text = try node.text()
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw node.unexpected("a path inside the repository", hint: "such as 'pipelines/checkout.yaml'")
        }
        return text
    }

    private static func environmentName(_ text: String, at place: YAMLPlace) throws(TrustFault) -> String {
        guard DecisionLog.isName(text) else { throw TrustFault(place, .environmentName(text)) }
        return text
    }
}
