import Contracts
import GateModel
import Testing

@Suite("An operation") struct SlownessTests {
    private func slower(
        _ count: Int, _ baseline: Double?, again: Double? = nil, _ candidate: Double?,
        severity: Difference.Severity = .breaking
    ) -> [String] {
        func answer(_ seconds: Double?) -> ObservedAnswer {
            ObservedAnswer(outcome: json("{}").outcome, seconds: seconds)
        }
        let inputs = (0..<count).map { _ in
            ProbedInput(answer(baseline), again: answer(again ?? baseline), answer(candidate))
        }
        return compare([ProbedOperation(operation: "search", inputs: inputs)], slowness: severity).differences
            .map(\.line)
    }

    @Test("that takes ten times as long is a finding")
    func tenTimes() {
        #expect(
            slower(12, 0.002, 0.021)
                == ["breaking slower: median 2.0 ms -> median 21.0 ms (12 of 12)"])
    }

    @Test("is as severe as the stage says")
    func severity() {
        #expect(
            slower(12, 0.002, 0.021, severity: .info) == [
                "info slower: median 2.0 ms -> median 21.0 ms (12 of 12)"
            ])
    }

    @Test(
        "is not slower by less, by noise, or where no time was taken",
        arguments: [
            (0.002, 0.002, 0.0199), (0.0001, 0.0001, 0.005), (0.002, 0.0021, 0.0205), (nil, 0.002, 0.03),
            (0.002, nil, nil),
        ] as [(Double?, Double?, Double?)])
    func notSlower(baseline: Double?, again: Double?, candidate: Double?) {
        #expect(slower(12, baseline, again: again, candidate) == [])
    }

    @Test("of few inputs, such as an error probe, must be a second slower")
    func fewInputs() {
        #expect(slower(1, 0.002, 0.9) == [])
        #expect(slower(1, 0.002, 1.1) == ["breaking slower: median 2.0 ms -> median 1100.0 ms (1 of 1)"])
    }

    @Test("is judged by its median, so that one slow answer is none")
    func median() {
        func answer(_ seconds: Double) -> ObservedAnswer {
            ObservedAnswer(outcome: json("{}").outcome, seconds: seconds)
        }
        let inputs = (0..<12).map { ProbedInput(answer(0.002), answer($0 < 6 ? 3 : 0.002)) }
        let most = (0..<12).map { ProbedInput(answer(0.002), answer($0 < 5 ? 3 : 0.002)) }
        #expect(differences(inputs) == ["breaking slower: median 2.0 ms -> median 3000.0 ms (6 of 12)"])
        #expect(differences(most) == [])
    }
}
