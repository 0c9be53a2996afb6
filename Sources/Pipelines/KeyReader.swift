import GateModel

/// Hands out the values of one mapping by key, and reports at the end the keys that nobody asked for.
struct KeyReader {
    /// A reader of values that needs no more than the node, such as `SourceNode.duration`.
    typealias Parse<Value> = () throws(Fault) -> Value

    private let owner: String
    private let span: SourceSpan
    private let entries: [SourceNode.Entry]
    private let unsupported: [String]
    private let problems: Problems
    /// The node is not a mapping. That is reported, so its keys are not reported as missing too.
    private let isBroken: Bool
    private var asked: [String] = []

    /// - Parameters:
    ///   - owner: What the mapping describes, as messages name it: `'service'`, `the file`.
    ///   - span: Where missing keys are reported.
    ///   - unsupported: Keys that the format knows and this version of Pawl does not.
    init(
        _ node: SourceNode, of owner: String, at span: SourceSpan, unsupported: [String] = [],
        problems: Problems
    ) {
        self.owner = owner
        self.span = span
        self.unsupported = unsupported
        self.problems = problems
        if case .mapping(let entries) = node.content {
            self.entries = entries
            isBroken = false
        } else {
            entries = []
            isBroken = !node.isNull
            if isBroken {
                problems.report(
                    Fault(node.span, "expected keys with values for \(owner), found \(node.kind)"))
            }
        }
    }

    /// The entry of a key with its key's place; nil if it is not there.
    mutating func entry(_ key: String) -> SourceNode.Entry? {  // nil: not there
        asked.append(key)
        return entries.first { $0.key == key }
    }

    /// The entry of a key that must be there; a missing one is reported, and nil.
    mutating func requiredEntry(_ key: String) -> SourceNode.Entry? {  // nil: missing, and reported
        if let entry = entry(key) { return entry }
        if !isBroken { problems.report(Fault(span, "\(owner) needs the key '\(key)'")) }
        return nil
    }

    /// The value of a key, or nil where the key is missing or its value is wrong and reported.
    mutating func optional<Value>(
        _ key: String, _ parse: (SourceNode) throws(Fault) -> Value
    ) -> Value? {
        guard let entry = entry(key) else { return nil }
        return problems.attempt { () throws(Fault) -> Value in try parse(entry.value) }
    }

    /// The value of a key, or `standard` where the key is missing or its value is wrong and reported.
    mutating func optional<Value>(
        _ key: String, default standard: Value, _ parse: (SourceNode) throws(Fault) -> Value
    ) -> Value {
        optional(key, parse) ?? standard
    }

    mutating func required<Value>(
        _ key: String, _ parse: (SourceNode) throws(Fault) -> Value
    ) -> Value? {
        guard let entry = requiredEntry(key) else { return nil }
        return problems.attempt { () throws(Fault) -> Value in try parse(entry.value) }
    }

    mutating func optional<Value>(_ key: String, _ parse: (SourceNode) -> Parse<Value>) -> Value? {
        optional(key) { node throws(Fault) in try parse(node)() }
    }

    mutating func optional<Value>(
        _ key: String, default standard: Value, _ parse: (SourceNode) -> Parse<Value>
    ) -> Value {
        optional(key, parse) ?? standard
    }

    mutating func required<Value>(_ key: String, _ parse: (SourceNode) -> Parse<Value>) -> Value? {
        required(key) { node throws(Fault) in try parse(node)() }
    }

    /// Which of these keys are there, in the file's order.
    func present(among keys: [String]) -> [SourceNode.Entry] {
        entries.filter { keys.contains($0.key) }
    }

    /// Reports every key that was not asked for.
    func finish() {
        for entry in entries where !asked.contains(entry.key) {
            if unsupported.contains(entry.key) {
                problems.report(.unsupported(entry.key, at: entry.keySpan))
            } else {
                problems.report(
                    Fault(
                        entry.keySpan, "unknown key \(quoted(entry.key)) in \(owner)",
                        hint: hint(for: entry.key, among: asked.sorted())))
            }
        }
    }
}

extension Fault {
    /// For a key that the format has and this version of Pawl does not know: such a key is never ignored.
    static func unsupported(_ name: String, at span: SourceSpan) -> Fault {
        Fault(span, "'\(name)' is not supported by this version of pawl")
    }

    static func notAName(_ text: String, at span: SourceSpan) -> Fault {
        Fault(
            span, "\(quoted(text)) is not a name",
            hint: "names are lower-case letters, digits and hyphens: [a-z0-9][a-z0-9-]*")
    }
}
