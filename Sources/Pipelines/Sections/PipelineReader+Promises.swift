import GateModel

extension PipelineReader {
    /// `idempotent: yes`, `ordered: yes`.
    ///
    /// - Parameters:
    ///   - line: The request; nil where it is wrong, which was reported.
    ///   - hasRead: Whether the operation has a read, which can show that a repeat changed nothing.
    func promises(
        _ keys: inout KeyReader, of line: RequestTemplate?, hasRead: Bool
    ) -> DeclaredOperation.Promises {
        var promises: DeclaredOperation.Promises = []
        let idempotent = keys.optional("idempotent", default: false) { node throws(Fault) in
            guard try node.isYes() else { return false }
            if let line, line.isRead {
                throw Fault(node.span, "a \(line.method) request writes nothing", hint: "remove 'idempotent'")
            }
            guard hasRead else {
                throw Fault(
                    node.span, "nothing shows whether a repeat changes anything",
                    hint: "add 'then', the read of what was written")
            }
            return true
        }
        if idempotent { promises.insert(.idempotent) }
        let ordered = keys.optional("ordered", default: false) { node throws(Fault) in try node.isYes() }
        if ordered { promises.insert(.ordered) }
        return promises
    }
}
