import GateModel

extension StageResult {
    /// How the load went, one line an operation; none where there was no load.
    var loadBlocks: [Block] {
        let whose = engine.map { "load by \($0)" }
        guard let load else {
            return whose.map { [.paragraph("\(stage.rawValue): \($0)", hanging: 2)] } ?? []
        }
        var table = Table(indent: 2)
        table.add(
            "", .quiet("requests"), .quiet("errors"), .quiet("p50"), .quiet("p95"), .quiet("p99"),
            .quiet("p99.9"), .quiet("max"))
        for operation in load.operations { add(operation, to: &table) }
        let rate = "\(significant(load.rate))/s over \(MetricUnit.time.text(load.seconds))"
        let headline = "\(stage.rawValue): \(whose ?? "load"): \(counted(load.requests, "request")), \(rate)"
        let found = load.found.map { [Block.paragraph("\($0.description)", indent: 2)] } ?? []
        return [.paragraph("\(headline)", hanging: 2)] + found + table.block
    }

    private func add(_ operation: LoadSummary.Operation, to table: inout Table) {
        let latency = operation.latency
        func cell(_ time: Double?) -> Piece { "\(time.map { MetricUnit.time.text($0) } ?? "")" }
        let errors = "\(operation.errors)"
        table.add(
            "\(operation.name)", "\(operation.requests)",
            operation.errors > 0 ? .bad(errors) : Piece(errors, .plain),
            cell(latency?.p50), cell(latency?.p95), cell(latency?.p99), cell(latency?.p999),
            cell(latency?.maximum))
    }
}
