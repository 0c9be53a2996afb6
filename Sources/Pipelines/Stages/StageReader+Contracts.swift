import GateModel

/// Reads the keys of `compat` that name contracts in the trees of both revisions.
extension StageReader {
    func contracts(_ keys: inout KeyReader) -> [DeclaredContract] {
        var found: [Declared] = []
        found += declared(&keys, "openapi") { node throws(Fault) in .openapi(file: try node.path()) }
        found += declared(&keys, "python") { node throws(Fault) in
            .python(module: try node.pythonModule())
        }
        found += keys.entry("swift").flatMap(swift).map { [$0] } ?? []
        found += declared(&keys, "protobuf") { node throws(Fault) in
            .protobuf(directory: try node.directory())
        }
        found += declared(&keys, "abi") { node throws(Fault) in .abi(library: try node.path()) }
        found += declared(&keys, "sql") { node throws(Fault) in .sql(directory: try node.directory()) }
        found += keys.entry("command").map(commands) ?? []
        found.sort { ($0.span.line, $0.span.column) < ($1.span.line, $1.span.column) }
        refuseTwins(found)
        return found.map { DeclaredContract(source: $0.source, position: problems.position(of: $0.span)) }
    }

    private struct Declared {
        let source: DeclaredContract.Source
        let span: SourceSpan
    }

    /// One contract for each item of a list, or for a single value.
    private func declared(
        _ keys: inout KeyReader, _ key: String,
        _ parse: (SourceNode) throws(Fault) -> DeclaredContract.Source
    ) -> [Declared] {
        guard let entry = keys.entry(key) else { return [] }
        return items(of: entry).compactMap { item in
            problems.attempt { () throws(Fault) in Declared(source: try parse(item), span: item.span) }
        }
    }

    private func items(of entry: SourceNode.Entry) -> [SourceNode] {
        guard case .sequence(let items) = entry.value.content else { return [entry.value] }
        if items.isEmpty { problems.report(Fault(entry.value.span, "the list is empty")) }
        return items
    }

    /// `yes`, or `{ package: DIR, products: [A, B] }`.
    private func swift(_ entry: SourceNode.Entry) -> Declared? {
        guard case .mapping = entry.value.content else {
            let isYes = problems.attempt { () throws(Fault) in try entry.value.isMeant() }
            return isYes == nil
                ? nil : Declared(source: .swift(package: ".", products: []), span: entry.value.span)
        }
        var keys = KeyReader(entry.value, of: "'swift'", at: entry.keySpan, problems: problems)
        let package = keys.optional("package", default: ".") { node throws(Fault) in try node.directory() }
        let products = keys.optional("products", default: [String]()) { node throws(Fault) -> [String] in
            let products = try node.list { item throws(Fault) in try item.productName() }
            guard !products.isEmpty else { throw Fault(node.span, "the list is empty") }
            return products
        }
        keys.finish()
        return Declared(source: .swift(package: package, products: products), span: entry.keySpan)
    }

    private func commands(_ entry: SourceNode.Entry) -> [Declared] {
        items(of: entry).compactMap { item in
            let span = item.span == entry.value.span ? entry.keySpan : item.span
            return ComparisonCommandReader(problems: problems).command(item, at: span).map {
                Declared(source: .command($0), span: span)
            }
        }
    }

    /// Refuses two contracts of one name, which a report could not tell apart.
    private func refuseTwins(_ found: [Declared]) {
        let contracts = found.map {
            DeclaredContract(source: $0.source, position: problems.position(of: $0.span))
        }
        for (index, contract) in contracts.enumerated() {
            let isTwin = contracts[..<index].contains {
                $0.contract == contract.contract && $0.subject == contract.subject
            }
            guard isTwin else { continue }
            let hint: String? = contract.contract == .command ? "give one of them another 'name'" : nil
            problems.report(
                Fault(found[index].span, "\(quoted(contract.subject)) is compared twice", hint: hint))
        }
    }
}

extension SourceNode {
    /// Checks for `yes`, the only value of a key without settings; to switch it off, one leaves it out.
    fileprivate func isMeant() throws(Fault) -> Bool {
        let text = try text()
        guard ["yes", "true"].contains(text) else {
            throw Fault(
                span, "expected 'yes' or keys with values, found \(kind)",
                hint:
                    "such as '{ package: client, products: [Client] }'; leave the key out to compare nothing"
            )
        }
        return true
    }

    /// A directory of the repository; `.` is its top.
    fileprivate func directory() throws(Fault) -> String {
        let text = try text()
        return text == "." ? text : try path()
    }

    /// As `import` names it: identifiers joined by dots.
    fileprivate func pythonModule() throws(Fault) -> String {
        let text = try text()
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.allSatisfy(isIdentifier) else {
            throw Fault(
                span, "\(quoted(text)) is not the name of a Python package or module",
                hint: text.contains("/")
                    ? "write '\(text.replacing(".py", with: "").replacing("/", with: "."))'"
                    : "the name that 'import' takes, such as 'membership.api'")
        }
        return text
    }

    /// A name that a command takes as one word and not as an option.
    fileprivate func productName() throws(Fault) -> String {
        let text = try text()
        let isName = text.first != "-" && text.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
        guard isName, !text.isEmpty else {
            throw Fault(
                span, "\(quoted(text)) is not the name of a product",
                hint: "as '.library(name:' of Package.swift has it")
        }
        return text
    }
}

private func isIdentifier(_ part: Substring) -> Bool {
    guard let first = part.first, first.isLetter || first == "_" else { return false }
    return part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
}
