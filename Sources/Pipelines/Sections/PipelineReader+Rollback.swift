import GateModel

extension PipelineReader {
    func rollback(_ entry: SourceNode.Entry) -> Pipeline.Rollback? {
        var keys = KeyReader(entry.value, of: "'rollback'", at: entry.keySpan, problems: problems)
        let scripts = keys.required("scripts", SourceNode.path)
        let deployed = keys.optional("deployed", SourceNode.command)
        let within = keys.optional("within", default: .seconds(300), SourceNode.duration)
        keys.finish()
        guard let scripts else { return nil }
        return Pipeline.Rollback(
            scripts: scripts, deployed: deployed, within: within,
            position: problems.position(of: entry.keySpan))
    }
}
