package import GateModel

/// Reads a whole pipeline file: what it returns can be run, and no word of the file is ignored.
///
/// - Parameter path: Of the file, relative to the repository; the pipeline is named after the file.
/// - Returns: The pipeline, and where each of its values stands.
/// - Throws: Everything that is wrong with the file; but only the first thing that stops the YAML parser.
package func parsePipeline(
    _ text: String, path: String
) throws(PipelineErrors) -> (pipeline: Pipeline, map: SourceMap) {
    let problems = Problems(in: SourceText(text, path: path))
    let root = problems.attempt { () throws(Fault) in try SourceComposer.compose(problems.source) }
    let read = root.flatMap { root -> (Pipeline, SourceMap)? in
        let places = Places(of: root, in: problems.source)
        let pipeline = PipelineReader(problems: problems, places: places).pipeline(root)
        return pipeline.map { ($0, places.map) }
    }
    if let errors = problems.errors { throw errors }
    guard let read else { preconditionFailure("a pipeline that could not be read has errors") }
    return read
}

/// Reads the top of a pipeline file; each of its sections stands in a file of its own.
struct PipelineReader {
    let problems: Problems
    let places: Places

    /// Keys of the format that this version of Pawl does not know yet.
    private static let unsupported = ["notify", "requires", "freeze", "monitor"]

    /// Nil where something was reported that leaves a gap.
    func pipeline(_ root: SourceNode) -> Pipeline? {
        guard let version = version(root) else { return nil }
        let start = version.keySpan
        var keys = KeyReader(
            root, of: "the file", at: start, unsupported: Self.unsupported, problems: problems)
        _ = keys.entry("pawl")
        let name = keys.required("name") { node throws(Fault) in try pipelineName(node) }
        let environment = keys.required("environment", SourceNode.name)
        let enforces = keys.optional("enforce", default: true, SourceNode.isYes)
        let kind = subjectKind(keys)
        let subject = subject(&keys)
        let written = keys.present(among: ["stages"]).first
        let asksNothing = written.map(self.asksNothing) ?? false
        var declarations = declarations(
            &keys, kind, hasData: subject.map { $0.data != nil } ?? true, needsOperations: !asksNothing)
        declarations.counts = subject?.data?.counts.map(\.name) ?? []
        checkSharing(subject, declarations.operations, at: root)
        let rollback = keys.entry("rollback")
        let budget = keys.optional("budget", SourceNode.duration)
        let ancestry = keys.optional("ancestry", default: AncestryDemand.required) { node throws(Fault) in
            try node.word(of: AncestryDemand.allCases)
        }
        let sandbox = keys.entry("sandbox").map(self.sandbox) ?? .none
        let requiresIsolation = requiresIsolation(&keys)
        let log = keys.entry("log").flatMap(self.log)
        let declaredStages = keys.requiredEntry("stages")
        let stages = declaredStages.flatMap { entry in
            // Without operations every rule would be reported for the operations that it names.
            declarations.operations.isEmpty && !asksNothing
                ? nil : self.stages(entry, declarations, hasRollback: rollback != nil)
        }
        let readRollback = rollback.flatMap(self.rollback)
        keys.finish()
        guard let name, let environment, let subject, let stages else { return nil }
        let pipeline = Pipeline(
            name: name, environment: environment, enforces: enforces, path: problems.source.path,
            subject: subject,
            values: declarations.values, operations: declarations.operations, metrics: declarations.metrics,
            stages: stages, rollback: readRollback, requiresDescent: ancestry == .required, budget: budget,
            sandbox: sandbox,
            requiresIsolation: requiresIsolation, log: log)
        if problems.count == 0, !stages.isEmpty, stages.allSatisfy({ $0.name == .baseline }) {
            problems.report(
                Fault(
                    declaredStages?.keySpan ?? start,
                    "no stage looks at the candidate: 'baseline' measures only what runs",
                    hint: "add 'compat', 'regress', 'memory', 'scale' or 'check' to 'stages'"))
        }
        return pipeline
    }

    /// - Parameters:
    ///   - hasData: True also where that part of the file is wrong, and is reported.
    ///   - needsOperations: False where no stage asks anything.
    private func declarations(
        _ keys: inout KeyReader, _ subject: SubjectKind, hasData: Bool, needsOperations: Bool
    ) -> Declarations {
        let values = keys.entry("values").map(values) ?? []
        let requests = RequestReader(values: values.map(\.name))
        let operations =
            (needsOperations ? keys.requiredEntry("operations") : keys.entry("operations")).map { entry in
                subject == .tool ? runs(entry, values) : self.operations(entry, requests)
            } ?? []
        let metrics =
            keys.entry("metrics").map { self.metrics($0, requests, of: subject) } ?? (sound: [], broken: [])
        let groups = keys.entry("groups").map { self.groups($0, operations.map(\.name)) } ?? []
        return Declarations(
            subject: subject, hasData: hasData, values: values, operations: operations,
            metrics: (subject == .tool ? Metric.toolBuiltIns : Metric.builtIns) + metrics.sound,
            brokenMetrics: metrics.broken, groups: groups)
    }

    /// The entry `pawl: 1`; nil where the file is of another version, of which nothing is known.
    private func version(_ root: SourceNode) -> SourceNode.Entry? {  // nil: another version, and reported
        let versionHint = "start with 'pawl: 1'"
        guard case .mapping(let entries) = root.content, let first = entries.first else {
            let found = root.isNull ? "the file is empty" : "expected keys with values, found \(root.kind)"
            problems.report(Fault(root.span, found, hint: versionHint))
            return nil
        }
        guard let version = entries.first(where: { $0.key == "pawl" }) else {
            problems.report(
                Fault(first.keySpan, "the file does not say which version it is", hint: versionHint))
            return first
        }
        if version.key != first.key {
            problems.report(Fault(version.keySpan, "'pawl' must be the first key", hint: versionHint))
        }
        guard case .scalar(let scalar) = version.value.content, scalar.text == "1" else {
            problems.report(
                Fault(
                    version.value.span, "version \(version.value.kind) is not known to this version of pawl",
                    hint: "write 'pawl: 1', or use a newer pawl"))
            return nil
        }
        return version
    }

    private func pipelineName(_ node: SourceNode) throws(Fault) -> String {
        let name = try node.name()
        let file = problems.source.path.split(separator: "/").last ?? ""
        guard file == "\(name).yaml" else {
            throw Fault(node.span, "'\(name)' is not the file's name", hint: "name the file '\(name).yaml'")
        }
        return name
    }

    /// The entries of a section that declares names; wrong names are reported and still stand.
    func named(_ section: SourceNode.Entry, also extra: String = "") -> [SourceNode.Entry] {
        guard case .mapping(let entries) = section.value.content, !entries.isEmpty else {
            problems.report(
                Fault(
                    section.value.isNull ? section.keySpan : section.value.span,
                    "expected names with values under '\(section.key)', found \(section.value.kind)"))
            return []
        }
        for entry in entries where !isName(entry.key, also: extra) {
            problems.report(.notAName(entry.key, at: entry.keySpan))
        }
        return entries
    }
}

private enum AncestryDemand: String, CaseIterable {
    case required
    case noted
}
