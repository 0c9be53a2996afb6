import GateModel

/// Reads the keys of `compat` that name what is read off the trees of both revisions.
extension StageReader {
    func contracts(_ keys: inout KeyReader) -> [DeclaredContract] {
        guard let entry = keys.entry("openapi") else { return [] }
        var found: [DeclaredContract] = []
        for item in items(of: entry) {
            let source = problems.attempt { () throws(Fault) -> DeclaredContract.Source in
                .openapi(file: try item.path())
            }
            guard let source else { continue }
            let contract = DeclaredContract(source: source, position: problems.position(of: item.span))
            if found.contains(where: { $0.subject == contract.subject }) {
                problems.report(Fault(item.span, "\(quoted(contract.subject)) is compared twice"))
            }
            found.append(contract)
        }
        return found
    }

    /// The items of a list, or the one that stands alone.
    private func items(of entry: YAMLNode.Entry) -> [YAMLNode] {
        guard case .sequence(let items) = entry.value.content else { return [entry.value] }
        if items.isEmpty { problems.report(Fault(entry.value.span, "the list is empty")) }
        return items
    }
}
