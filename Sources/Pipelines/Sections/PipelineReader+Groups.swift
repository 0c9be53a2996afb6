import GateModel

extension PipelineReader {
    /// - Parameter operations: The names of all declared operations.
    func groups(_ section: SourceNode.Entry, _ operations: [String]) -> [Declarations.Group] {
        named(section).map { entry in
            if operations.contains(entry.key) {
                problems.report(Fault(entry.keySpan, "'\(entry.key)' is an operation already"))
            }
            let members = problems.attempt { () throws(Fault) in try self.members(entry.value, operations) }
            // All operations stand in for a group that is wrong and reported.
            return Declarations.Group(name: entry.key, operations: members ?? operations)
        }
    }

    private func members(_ node: SourceNode, _ operations: [String]) throws(Fault) -> [String] {
        var members: [String] = []
        _ = try node.list { node throws(Fault) in
            let name = try node.text()
            guard operations.contains(name) else {
                throw Fault(
                    node.span, "unknown operation \(quoted(name))", hint: hint(for: name, among: operations))
            }
            guard !members.contains(name) else { throw Fault(node.span, "'\(name)' is in the group twice") }
            members.append(name)
        }
        guard !members.isEmpty else { throw Fault(node.span, "the list is empty") }
        return members
    }
}
