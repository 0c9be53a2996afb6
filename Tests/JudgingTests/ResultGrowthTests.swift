import GateModel
import Testing

@testable import Judging

@Suite struct ResultGrowthTests {
    private func samples(_ values: [Double?]) -> Samples {
        Samples(
            metric: queries.name, operation: "search",
            blocks: [Block(candidate: values.map { $0.map { .value($0) } ?? .silent })])
    }

    private func hint(_ counts: [Double?], rows: [Double?]) -> String? {
        ResultGrowth(samples(counts), samples(rows), on: .candidate).map { said(.hint($0.hint("queries"))) }
    }

    @Test("one query for each row is named with its slope")
    func oneARow() {
        #expect(
            hint([21, 101, 51, 21], rows: [20, 100, 50, 20])
                == "queries grow with the result, 1 a row (21 … 101 for 20 … 100 rows): an N+1 pattern")
        #expect(
            hint([2, 4, 7], rows: [0, 5, 10])
                == "queries grow with the result, 0.5 a row (2 … 7 for 0 … 10 rows): an N+1 pattern")
    }

    @Test(
        "what does not show it clearly is no hint",
        arguments: [
            // The same number, however many rows.
            ([6, 6, 6, 6], [5, 10, 20, 40]),
            // Two sizes are not enough.
            ([21, 41, 21, 41], [20, 40, 20, 40]),
            // One query for every third row: pages, perhaps.
            ([1, 11, 21], [0, 30, 60]),
            // A jump at one size, and nothing else that grows.
            ([3, 3, 3, 90], [1, 2, 3, 4]),
            ([nil, nil, nil], [1, 2, 3]), ([1, 2, 3], [nil, nil, nil]),
        ] as [([Double?], [Double?])])
    func unclear(counts: [Double?], rows: [Double?]) {
        #expect(hint(counts, rows: rows) == nil)
    }

    @Test("it never changes a verdict, and stands with the first rule about the count")
    func onlyAHint() throws {
        let rows = [5, 10, 20, 40, 5, 10, 20, 40.0]
        let counts = rows.map { $0 + 1 }
        let rules = [
            rule(.mean, queries, .compare(.lessOrEqual, .relativeAmount(0), or: nil), id: "first"),
            rule(.max, queries, atMost(50), id: "second"),
        ]
        let stage = stage(regress(), rules)
        var run = run(.regress, pairs(queries, counts, counts))
        let without = judge(run, of: stage, in: pipeline(stage), after: [])
        run.blocks.resultSizes = [pairs(queries, rows, rows)]
        let with = judge(run, of: stage, in: pipeline(stage), after: [])
        #expect(with.judgements.map(\.verdict) == without.judgements.map(\.verdict))
        #expect(with.judgements.map(\.numbers) == without.judgements.map(\.numbers))
        let text = "hint: queries grow with the result, 1 a row (6 … 41 for 5 … 40 rows): an N+1 pattern"
        #expect(with.judgements.map { $0.said.contains(text) } == [true, false])
    }
}
