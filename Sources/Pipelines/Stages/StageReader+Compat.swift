import GateModel

extension StageReader {
    func compat(_ keys: inout KeyReader) -> Stage.Kind {
        let errors = keys.optional("errors") { node throws(Fault) in try node.word(of: [ErrorCases.probe]) }
        let contracts = contracts(&keys)
        return .compat(Stage.Compat(probesErrors: errors == .probe, contracts: contracts))
    }
}

private enum ErrorCases: String {
    case probe
}
