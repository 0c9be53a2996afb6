import GateModel

extension StageReader {
    func scale(_ keys: inout KeyReader) -> Stage.Kind {
        .scale(
            Stage.Scale(
                users: keys.optional("users", default: 5) { node throws(Fault) in
                    try node.integer(in: 1...10_000)
                },
                operationsPerUser: keys.optional("operations_per_user", default: 20) { node throws(Fault) in
                    try node.integer(in: 1...1_000_000)
                },
                engine: engine(&keys)))
    }
}
