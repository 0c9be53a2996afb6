import GateModel

/// pyperf's JSON: each run is a process of its own; a run with warm-ups alone calibrated the loops.
enum Pyperf {
    static func read(_ root: ReportNode) throws(ReportFault) -> ImportedReport {
        let shared = root.optional("metadata")
        var benchmarks: [ImportedBenchmark] = []
        for node in try root.member("benchmarks").elements() {
            benchmarks.append(try benchmark(node, shared))
        }
        return ImportedReport(format: .pyperf, benchmarks: benchmarks)
    }

    private static func benchmark(
        _ node: ReportNode, _ shared: ReportNode?
    ) throws(ReportFault) -> ImportedBenchmark {
        let own = node.optional("metadata")
        guard let name = own?.optional("name") ?? shared?.optional("name") else {
            throw node.wrong("it has no name")
        }
        let unitNode = own?.optional("unit") ?? shared?.optional("unit")
        let unitName = try unitNode?.text() ?? "second"
        guard let unit = ReportUnit.named(unitName) else {
            throw .unknownUnit(unitNode?.place ?? node.place, unitName)
        }
        var processes: [[Double]] = []
        for run in try node.member("runs").elements() {
            if let values = run.optional("values") { processes.append(try values.amounts(unit.base)) }
        }
        guard !processes.isEmpty else { throw .nothingMeasured(node.place) }
        return ImportedBenchmark(
            name: try name.text(), unit: unit.unit, better: unit.unit == .count ? nil : .lower,
            evidence: .samples(processes))
    }
}
