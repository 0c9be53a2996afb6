import GateModel
import Testing

@testable import Judging

/// A load whose rate was found is sent to several processes, each a block.
struct ProcessSharesTests {
    private let p95 = rule(.quantile(0.95), responseTime, atMost(0.020))

    /// How many of 1000 requests to each process take 50 ms, the others 10 ms.
    private func judged(_ slow: [Int], _ rule: Rule? = nil) throws -> Judgement {
        let blocks = slow.map { slow in
            Block(
                candidate: Array(repeating: .value(0.050), count: slow)
                    + Array(repeating: .value(0.010), count: 1000 - slow))
        }
        let samples = Samples(metric: responseTime.name, operation: "search", blocks: blocks)
        return try JudgingTests.judged(rule ?? p95, .scale(Stage.Scale(nil)), run(.scale, samples))
    }

    @Test("processes that agree pass, and are violated, as their requests do together")
    func agreeing() throws {
        #expect(try judged([10, 12, 9, 11]).verdict == .pass)
        #expect(try judged([100, 120, 90, 110]).verdict == .violation)
    }

    /// 2 % of all; but one process of four has 8 %.
    @Test("processes that differ are not spoken for by their requests together")
    func differing() throws {
        #expect(
            try judged([0, 0, 0, 80]).verdict.inWords
                == inconclusive(.tooNoisy, "0 % … 8 % of a process's requests are beyond the limit"))
    }

    /// .05^(1/40) = 1 − 1 / 13.9; with four processes it is .47, so that even every other one may have been none of them.
    @Test(
        "a pass of 'errors' says which failures of whole processes may not be in it",
        arguments: [(40, "fewer than one process in 13"), (4, "not every process")])
    func unseen(processes: Int, befallen: String) throws {
        let blocks = (0..<processes).map { _ in Block(candidate: Array(repeating: .value(0), count: 1000)) }
        let samples = Samples(metric: errors.name, operation: "search", blocks: blocks)
        let judgement = try JudgingTests.judged(
            rule(nil, errors, atMost(0.01)), .scale(Stage.Scale(nil)), run(.scale, samples))
        #expect(judgement.verdict == .pass)
        #expect(
            judgement.said.contains("what befalls \(befallen) may not have come in \(processes) processes"))
    }

    @Test("processes that were not asked equally often are compared all the same")
    func unequal() throws {
        let blocks = [1000, 980, 1010].map { count in
            Block(candidate: Array(repeating: Observed.value(0.010), count: count))
        }
        let samples = Samples(metric: responseTime.name, operation: "search", blocks: blocks)
        let found = try JudgingTests.judged(p95, .scale(Stage.Scale(nil)), run(.scale, samples))
        #expect(found.verdict == .pass)
        #expect(found.said == [])
    }

    @Test("a process without an answer decides nothing")
    func missing() throws {
        let blocks = [Block(candidate: [.value(0.010)]), Block(candidate: [])]
        let samples = Samples(metric: responseTime.name, operation: "search", blocks: blocks)
        #expect(
            try JudgingTests.judged(p95, .scale(Stage.Scale(nil)), run(.scale, samples)).verdict.reason
                == .tooFewSamples)
    }

    @Test("percentiles of users who wait say what they do not show")
    func users() throws {
        let samples = single(responseTime, Array(repeating: .value(0.010), count: 100))
        let found = try JudgingTests.judged(
            p95, .scale(Stage.Scale(users: 5, operationsPerUser: 20)), run(.scale, samples))
        #expect(
            found.said == [
                "5 users who wait: a stall keeps them from asking, and what they would have asked is not in it; "
                    + "'rate' shows it"
            ])
    }
}
