import GateModel

extension StageReader {
    func deploy(_ keys: inout KeyReader) -> Stage.Kind? {
        let run = keys.required("run", SourceNode.command)
        let within = keys.optional("within", default: .seconds(600), SourceNode.duration)
        let environment = keys.optional("env", default: [], SourceNode.variables)
        let secrets = keys.optional("secrets", default: [], SourceNode.variables)
        guard let run else { return nil }
        return .deploy(Stage.Deploy(run: run, within: within, environment: environment, secrets: secrets))
    }
}
