import GateModel

extension StageReader {
    func deploy(_ keys: inout KeyReader) -> Stage.Kind? {
        let run = keys.required("run") { node throws(Fault) in try node.command() }
        let within = keys.optional("within", default: .seconds(600)) { node throws(Fault) in
            try node.duration()
        }
        let environment = keys.optional("env", default: []) { node throws(Fault) in try node.variables() }
        let secrets = keys.optional("secrets", default: []) { node throws(Fault) in try node.variables() }
        guard let run else { return nil }
        return .deploy(Stage.Deploy(run: run, within: within, environment: environment, secrets: secrets))
    }
}
