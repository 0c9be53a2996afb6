import GateModel
import JSON
import Testing

@testable import DecisionLog

/// What an entry keeps of a verdict's explanation.
@Suite struct ExplanationRecordTests {
    private func judgement(_ numbers: Judgement.Numbers) -> Judgement {
        Judgement(
            id: "regress/median-response_time-rel/search", stage: .regress,
            position: FilePosition(file: "pipelines/membership.yaml", line: 31, column: 9),
            operation: "search", demand: testDemand, verdict: .violation, blocks: true, numbers: numbers)
    }

    private let explained = Judgement.Numbers(
        scale: .ratio, estimate: 1.126, lower: 1.05, upper: 1.2, baseline: 0.0419, candidate: 0.0472,
        samples: "40 blocks × 10", bounds: [0.044],
        distributions: Distributions(
            scale: .unit(.time), low: 0.04, high: 0.06,
            baseline: Distributions.Spread(below: 0, bins: [3, 1], above: 0),
            candidate: Distributions.Spread(below: 0, bins: [0, 3], above: 1)),
        blockRatios: Distributions(
            scale: .ratio, low: 1.05, high: 1.2, baseline: nil,
            candidate: Distributions.Spread(below: 0, bins: [5, 3], above: 0)), confidence: 0.95,
        flip: .at([TurningPoint(isUpper: true, terms: .change, pass: 0.156, violation: 0.098)]),
        evidence: MarginEvidence(logViolation: 8.25, logPass: -3.5, margins: 40))

    private func read(_ json: JSONValue) throws -> Judgement {
        try Judgement(JSONFields(json, place: "rule"), of: .regress)
    }

    @Test("sides, bounds, bars, turning points and evidence stand in the entry, numbers as text")
    func written() {
        let json = judgement(explained).json
        #expect(json["baseline"] == "0.0419 s")
        #expect(json["candidate"] == "0.0472 s")
        #expect(json["bounds"] == ["0.044 s"])
        #expect(
            json["distributions"] == [
                "scale": "time", "low": "0.04 s", "high": "0.06 s",
                "baseline": ["below": 0, "bins": [3, 1], "above": 0],
                "candidate": ["below": 0, "bins": [0, 3], "above": 1],
            ])
        #expect(
            json["flip"] == [
                "limits": [["bound": "upper", "terms": "change", "pass": "0.156", "violation": "0.098"]]
            ])
        #expect(
            json["block_ratios"] == [
                "scale": "ratio", "low": "1.05", "high": "1.2",
                "candidate": ["below": 0, "bins": [5, 3], "above": 0],
            ])
        #expect(json["confidence"] == "0.95")
        #expect(json["evidence"] == ["violation": "8.25", "pass": "-3.5", "margins": 40])
    }

    @Test(
        "memory over operations that cannot be counted with is refused",
        arguments: [(Int.max, 200, 1.0), (-1, 200, 1), (10, Int.min, 1), (10, 200, 1e300), (10, 200, -1)])
    func hostileMemory(perPoint: Int, from: Int, seconds: Double) {
        let floors = MemorySeries.Floors(
            from: from, operationsPerWindow: 40, values: [51e6], slope: 5000, lower: 4900, upper: 5100)
        var numbers = explained
        numbers.memory = MemorySeries(
            operationsPerPoint: perPoint, operations: 100, least: [5e7], largest: [6e7], seconds: [seconds],
            floors: floors)
        let json = judgement(numbers).json
        #expect(throws: StatementError.self) { try read(json) }
    }

    @Test(
        "bars that are no counts are refused",
        arguments: [(-1, [3, 1], 0), (0, [3, 1], -1), (0, [3, -1], 0), (Int.max, [3, 1], 0)])
    func hostileBars(below: Int, bins: [Int], above: Int) {
        var numbers = explained
        numbers.distributions = Distributions(
            scale: .unit(.time), low: 0.04, high: 0.06, baseline: nil,
            candidate: Distributions.Spread(below: below, bins: bins, above: above))
        let json = judgement(numbers).json
        #expect(throws: StatementError.self) { try read(json) }
    }

    @Test(
        "what is written reads back as the same",
        arguments: [
            Flip.never(.undecided(.noSamples)), .never(.steadiness), .at([]),
            .at([TurningPoint(isUpper: false, terms: .amount(.time), pass: nil, violation: -0.0005)]),
            .at([
                TurningPoint(isUpper: true, terms: .value(.perOperation(.bytes)), pass: 1000, violation: nil)
            ]),
        ])
    func readsBack(flip: Flip) throws {
        var numbers = explained
        numbers.flip = flip
        let written = judgement(numbers)
        #expect(try read(written.json) == written)
    }

    @Test("memory over operations reads back as the same, with floors and without")
    func memory() throws {
        let floors = MemorySeries.Floors(
            from: 200, operationsPerWindow: 40, values: [51e6, 52e6], slope: 5000, lower: 4900.5, upper: 5100)
        for floors in [floors, nil] {
            var numbers = explained
            numbers.memory = MemorySeries(
                operationsPerPoint: 20, operations: 40, least: [50e6, 51e6], largest: [50.5e6, 52e6],
                seconds: [0.5, 1.25], floors: floors)
            let written = judgement(numbers)
            #expect(written.json["memory"]?["least"] == ["50000000 B", "51000000 B"])
            #expect(try read(written.json) == written)
        }
    }

    @Test("memory with as many least as largest amounts is none otherwise")
    func wrongMemory() throws {
        var numbers = explained
        numbers.memory = MemorySeries(
            operationsPerPoint: 20, operations: 40, least: [50e6, 51e6], largest: [50.5e6], seconds: [],
            floors: nil)
        let error = #expect(throws: StatementError.self) { try read(judgement(numbers).json) }
        #expect(
            error?.description == "'rule/memory/least' is not 1 to 60 amounts, as many as 'largest'")
    }

    @Test("without bars the sides of a ratio stand without a unit")
    func sidesOfARatio() throws {
        var numbers = explained
        numbers.distributions = nil
        let written = judgement(numbers)
        #expect(written.json["baseline"] == "0.0419")
        #expect(try read(written.json) == written)
    }

    @Test("an entry of a version that recorded none of it is read")
    func old() throws {
        let old = testJudgement(1)
        #expect(
            old.json.object?.members.map(\.key) == [
                "id", "position", "operation", "verdict", "blocks", "demand", "scale", "estimate", "lower",
                "upper", "samples",
            ])
        let numbers = try read(old.json).numbers
        #expect(numbers.flip == nil)
        #expect(numbers.distributions == nil)
        #expect(numbers.evidence == nil)
        #expect(numbers.bounds == nil)
    }

    @Test(
        "what is wrong in it is named",
        arguments: [
            (
                #""high":"0.06 s""#, #""high":"0.03 s""#,
                "'rule/distributions/high' is not a number from 'low' on"
            ),
            (
                #""high":"0.06 s""#, #""high":"inf s""#,
                "'rule/distributions/high' is not a number from 'low' on"
            ),
            (#""bins":[3,1]"#, #""bins":[]"#, "'rule/distributions/baseline/bins' is not 1 to 20 counts"),
            (#""bins":[3,1]"#, #""bins":[3,-1]"#, "'rule/distributions/baseline/bins' is not 1 to 20 counts"),
            (
                #""bins":[3,1]"#, #""bins":[0.5]"#,
                "'rule/distributions/baseline/bins' is not a list of whole numbers"
            ),
            (
                #""bounds":["0.044 s"]"#, #""bounds":["0.044"]"#,
                "'rule/bounds' is not a decimal number with 's'"
            ),
            (#""bound":"upper""#, #""bound":"up""#, "'rule/flip/limits/0/bound' is not 'upper' or 'lower'"),
            (
                #""terms":"change""#, #""terms":"amount""#,
                "'rule/flip/limits/0/terms' is not 'change', or 'amount' or 'value' with a scale"
            ),
            (#""margins":40"#, #""margins":40,"more":1"#, "'rule/evidence/more' is unknown to this version"),
        ])
    func wrong(text: String, replacement: String, problem: String) throws {
        let bytes = JSONWriter.canonical(judgement(explained).json)
        let written = String(decoding: bytes, as: UTF8.self)
        try #require(written.contains(text))
        let changed = try JSONParser.parse(Array(written.replacing(text, with: replacement).utf8))
        let error = #expect(throws: StatementError.self) { try read(changed) }
        #expect(error?.description == problem)
    }

    @Test("where an entry grows too large, explanations go before rules are cut")
    func brief() throws {
        let directory = try LogDirectory()
        let judgements = (0..<80).map { number in
            Judgement(
                id: "regress/median-response_time-rel/operation-\(number)", stage: .regress,
                position: FilePosition(file: "pipelines/membership.yaml", line: 31, column: 9),
                operation: "operation-\(number)", demand: testDemand, verdict: .violation, blocks: true,
                numbers: explained)
        }
        let stage = StageResult(stage: .regress, judgements: judgements, seconds: 1)
        let entry = try directory.log().append(
            directory.decision(.block, stages: [stage]), evidence: nil, key: directory.key
        ) { _ in }
        let recorded = try #require(entry.stages.first).result.judgements
        #expect(recorded.count == 80)
        #expect(recorded.first?.numbers.estimate == 1.126)
        #expect(recorded.first?.numbers.distributions == nil)
    }
}
