import GateModel

extension PipelineReader {
    /// Which key declares the subject; `service` where none does, which is then reported as missing.
    func subjectKind(_ keys: KeyReader) -> SubjectKind {
        let first = keys.present(among: SubjectKind.allCases.map(\.rawValue)).first
        return first.flatMap { SubjectKind(rawValue: $0.key) } ?? .service
    }

    /// The one subject of the file; nil where it is missing or wrong, and reported.
    func subject(_ keys: inout KeyReader) -> DeclaredSubject? {
        let written = keys.present(among: SubjectKind.allCases.map(\.rawValue))
        if written.count > 1 {
            problems.report(
                Fault(
                    written[1].keySpan, "'\(written[0].key)' and '\(written[1].key)' are two subjects",
                    hint: "keep one of them; another file may judge the other"))
        }
        let tool = keys.entry("tool").map(tool)
        let external = keys.entry("external").flatMap(external)
        let service = (written.isEmpty ? keys.requiredEntry("service") : keys.entry("service"))
            .flatMap(service)
        return service.map(DeclaredSubject.service) ?? tool.map(DeclaredSubject.tool)
            ?? external.map(DeclaredSubject.external)
    }

    private func tool(_ entry: SourceNode.Entry) -> Tool {
        var keys = KeyReader(entry.value, of: "'tool'", at: entry.keySpan, problems: problems)
        let build = keys.optional("build", SourceNode.command)
        let environment = keys.optional("env", default: [], SourceNode.variables)
        let secrets = keys.optional("secrets", default: [], SourceNode.variables)
        keys.finish()
        return Tool(build: build, environment: environment, secrets: secrets)
    }

    private func external(_ entry: SourceNode.Entry) -> External? {
        var keys = KeyReader(entry.value, of: "'external'", at: entry.keySpan, problems: problems)
        let url = keys.required("url", SourceNode.url)
        keys.finish()
        return url.map(External.init)
    }
}
