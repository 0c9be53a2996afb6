import GateModel

/// The names that stages and their rules may use.
struct Declarations {
    let subject: SubjectKind
    /// Whether a service declares what its data is made of.
    let hasData: Bool
    /// Names of the counts that the data declares.
    var counts: [String] = []
    let values: [Pipeline.NamedValues]
    let operations: [DeclaredOperation]
    let metrics: [Metric]
    /// Names of metrics that are wrong and reported, so that rules about them are not reported too.
    let brokenMetrics: [String]
    let groups: [Group]

    /// Several operations under one name.
    struct Group {
        let name: String
        let operations: [String]
    }

    var requests: RequestReader { RequestReader(values: values.map(\.name)) }

    /// The operations behind the name of an operation or a group.
    func operations(named name: String, at span: SourceSpan) throws(Fault) -> [String] {
        if let group = groups.first(where: { $0.name == name }) { return group.operations }
        if operations.contains(where: { $0.name == name }) { return [name] }
        throw Fault(
            span, "unknown operation or group \(quoted(name))",
            hint: hint(for: name, among: operations.map(\.name) + groups.map(\.name)))
    }
}
