import GateModel

extension StageReader {
    func baseline(_ keys: inout KeyReader) -> Stage.Kind {
        .baseline(
            cycles: keys.optional("cycles", default: 5) { node throws(Fault) in try node.integer(in: 1...100)
            })
    }
}
