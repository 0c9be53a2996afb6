import GateModel

extension SourceNode {
    /// What the node is, as messages say it.
    var kind: String {
        switch content {
        case .scalar(let scalar): isNull ? "nothing" : quoted(scalar.text)
        case .sequence: "a list"
        case .mapping: "keys with values"
        }
    }

    func text() throws(Fault) -> String {
        if case .scalar(let scalar) = content, !isNull { return scalar.text }
        throw Fault(span, "expected text, found \(kind)", hint: hintForText)
    }

    /// `[a-z0-9][a-z0-9-]*`
    func name() throws(Fault) -> String {
        let name = try text()
        guard isName(name) else { throw .notAName(name, at: span) }
        return name
    }

    /// The items of a list; the first wrong one is the fault.
    func list<Item>(of parse: (SourceNode) throws(Fault) -> Item) throws(Fault) -> [Item] {
        guard case .sequence(let nodes) = content else {
            throw Fault(
                span, "expected a list, found \(kind)", hint: "write '[a, b]', or a line '- a' for each")
        }
        var items: [Item] = []
        for node in nodes { items.append(try parse(node)) }
        return items
    }

    func integer(in range: ClosedRange<Int>) throws(Fault) -> Int {
        guard case .scalar(let scalar) = content, let number = Int(scalar.text) else {
            throw Fault(span, "expected a whole number, found \(kind)")
        }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw Fault(span, "expected a whole number \(bounds), found \(number)")
        }
        return number
    }

    /// One of an enum's words.
    func word<Word: RawRepresentable<String>>(of words: [Word]) throws(Fault) -> Word {
        let text = try text()
        if let word = Word(rawValue: text), words.contains(where: { $0.rawValue == text }) { return word }
        let known = words.map(\.rawValue)
        throw Fault(
            span, "expected \(known.map { "'\($0)'" }.joined(separator: " or ")), found \(quoted(text))",
            hint: nearestName(to: text, among: known).map { "did you mean '\($0)'?" })
    }

    /// Text for the shell, or a list of words to execute.
    func command() throws(Fault) -> DeclaredCommand {
        if case .sequence = content {
            let words = try list { node throws(Fault) in try node.text() }
            guard let program = words.first, !program.isEmpty else {
                throw Fault(span, "the command is empty")
            }
            return .direct(words)
        }
        let text = try text()
        guard text.contains(where: { !$0.isWhitespace }) else { throw Fault(span, "the command is empty") }
        return .shell(text)
    }

    /// Names of environment variables that are passed on.
    func variables() throws(Fault) -> [String] {
        try list { node throws(Fault) in
            let name = try node.text()
            guard isVariableName(name) else {
                throw Fault(
                    node.span, "\(quoted(name)) is not the name of a variable",
                    hint: "values come from the caller's environment; only names stand here")
            }
            guard !name.hasPrefix("PAWL_KEY") else {
                throw Fault(node.span, "'\(name)' never passes to a command: it opens the signing key")
            }
            return name
        }
    }

    /// A path inside the repository, as git writes it: no `..`, not absolute, no slash at the end.
    func path() throws(Fault) -> String {
        let text = try text()
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw Fault(
                span, "\(quoted(text)) is not a path inside the repository",
                hint: "such as 'rollback/checkout'")
        }
        return text
    }

    private var hintForText: String? {
        switch content {
        case .scalar: hintAtCut
        case .sequence: "quote a value that starts with '['"
        case .mapping: "quote a value that starts with '{' or contains ': '"
        }
    }
}

/// `[a-z0-9][a-z0-9-]*`, and underscores where `also` says so.
func isName(_ text: String, also extra: String = "") -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-") else { return false }
    return text.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || extra.utf8.contains(byte)
    }
}

private func isVariableName(_ text: String) -> Bool {
    guard let first = text.first, !first.isNumber else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
}
