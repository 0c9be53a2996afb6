import GateModel
import Testing

@testable import Judging

struct StartSpreadTests {
    @Test(
        "starts that stand out are told",
        arguments: [
            (
                [0.98, 1.01, 1.30, 1.0, 1.02, 0.99, 1.32, 1.0],
                "in 2 of 8 blocks the candidate was 30.3 % worse"
            ),
            ([0.98, 1.01, 1.14, 1.0, 1.02, 0.99, 1.0, 1.0], nil),
            // As many are faster: the host is noisy.
            ([0.98, 1.01, 1.30, 1.0, 1.02, 0.99, 0.75, 1.0], nil),
            // A wide spread of all starts is noise, and no start of its own.
            ([0.80, 1.20, 0.85, 1.15, 0.9, 1.3, 1.0, 1.1], nil),
        ] as [([Double], String?)])
    func told(ratios values: [Double], start: String?) throws {
        let condition = Rule.Condition.compare(.lessOrEqual, .relativeShare(0.5), or: nil)
        let judgement = try judged(
            rule(.median, responseTime, condition), regress(), run(.regress, ratios(values)))
        let notes = judgement.notes.filter { $0.contains("single starts") }
        #expect(
            notes.map { $0.split(separator: " than ").first.map(String.init) } == (start.map { [$0] } ?? []))
    }

    @Test("of a rate the slower starts have less")
    func mirrored() throws {
        let condition = Rule.Condition.compare(.greaterOrEqual, .relativeShare(-0.5), or: nil)
        let judgement = try judged(
            rule(.median, score, condition), regress(),
            run(.regress, ratios([1, 1, 1, 1, 1, 1, 1, 0.75], of: 90, score)))
        #expect(
            judgement.notes.contains { $0.hasPrefix("in 1 of 8 blocks the candidate was 33.3 % worse") })
    }
}
