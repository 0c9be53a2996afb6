import GateModel
import Testing

@testable import Reports

@Suite struct MemoryPlotTests {
    private func text(_ series: MemorySeries) -> String {
        MemoryPlot(series).lines.map { "\($0.label)|\($0.text)" }.joined(separator: "\n")
    }

    @Test("shows between which levels memory moved, and the floors behind the warm-up")
    func sawtooth() {
        let series = MemorySeries(
            operationsPerPoint: 10, operations: 60, least: [50e6, 53e6, 50e6, 53e6, 50e6, 53e6],
            largest: [53e6, 57e6, 53e6, 57e6, 53e6, 57e6], seconds: [1, 2, 3, 4, 5, 6],
            floors: MemorySeries.Floors(
                from: 20, operationsPerWindow: 20, values: [50e6, 50e6], slope: 0, lower: -10, upper: 10))
        #expect(
            text(series) == """
                57 MB|│ │ │ │
                |│ │ │ │
                |│ │ │ │
                |│ │ │ │
                |│││││││
                |││ │ │ 
                |││ │ │ 
                50 MB|││ ••••
                |└──────
                |0 … 60 operations, 6 s
                |floors (•) of 2 windows of 20 operations: 0 B/op, between −10 B and 10 B
                """)
    }

    @Test("a level line has one row")
    func flat() {
        let series = MemorySeries(
            operationsPerPoint: 10, operations: 20, least: [5e6, 5e6], largest: [5e6, 5e6], seconds: [],
            floors: nil)
        let lines = MemoryPlot(series).lines
        #expect(lines[7].text == "│││")
        #expect(lines[0..<7].allSatisfy { $0.text == "│  " })
        #expect(lines.last?.text == "0 … 20 operations")
    }

    private func judgement(_ statistic: Statistic, _ estimate: Double, _ floors: MemorySeries.Floors?)
        -> Judgement
    {
        let series = MemorySeries(
            operationsPerPoint: 10, operations: 20, least: [5e6, 5e6], largest: [6e6, 6e6], seconds: [],
            floors: floors)
        return Judgement(
            id: "memory/\(statistic)", stage: .memory, position: Examples.slower.position, operation: nil,
            demand: .rule(
                RuleDemand(
                    text: OutsideText("\(statistic)(memory) <= 1MB"), statistic: statistic,
                    metric: "memory", unit: .bytes, condition: .compare(.lessOrEqual, .absolute(1e6), or: nil)
                )),
            verdict: .violation, blocks: true,
            numbers: Judgement.Numbers(scale: .unit(.bytes), estimate: estimate, memory: series))
    }

    @Test("is drawn once in a report, where the floors are known")
    func once() {
        let floors = MemorySeries.Floors(
            from: 0, operationsPerWindow: 10, values: [5e6], slope: 1, lower: 0, upper: 2)
        let all = [judgement(.steady, 3e6, nil), judgement(.growth, 2e6, floors), judgement(.peak, 4e6, nil)]
        for judgements in [all, Array(all.reversed()), [all[0], all[2]]] {
            let result = StageResult(stage: .memory, judgements: judgements, seconds: 1)
            let text = TextReport.text(Examples.summary(.blocked, [result]))
            #expect(text.split(separator: "└──\n").count == 2, "\(text)")
            #expect(text.contains("floors (•)") == (judgements.count == 3))
        }
    }
}
