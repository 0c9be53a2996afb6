import Contracts
import GateModel

/// An answer with a JSON body.
func json(
    _ body: String, status: Int = 200, type: String = "application/json", headers: [String: String] = [:],
    then followUp: ObservedAnswer? = nil
) -> ObservedAnswer {
    let all = [("Content-Type", type)] + headers.sorted { $0.key < $1.key }
    let answer = ObservedAnswer.Answer(
        status: status, headers: all.map { ObservedAnswer.Header(name: $0.0, value: $0.1) },
        body: Array(body.utf8))
    return ObservedAnswer(outcome: .answered(answer), followUp: followUp?.outcome)
}

func bytes(_ body: [UInt8], type: String = "text/plain", status: Int = 200) -> ObservedAnswer {
    ObservedAnswer(
        outcome: .answered(
            ObservedAnswer.Answer(
                status: status, headers: [ObservedAnswer.Header(name: "Content-Type", value: type)],
                body: body)))
}

func text(_ body: String, type: String = "text/plain", status: Int = 200) -> ObservedAnswer {
    bytes(Array(body.utf8), type: type, status: status)
}

func failed(_ kind: String, then followUp: ObservedAnswer? = nil) -> ObservedAnswer {
    ObservedAnswer(outcome: .failed(kind: kind), followUp: followUp?.outcome)
}

extension ProbedInput {
    /// A baseline that answers the same both times.
    init(_ baseline: ObservedAnswer, _ candidate: ObservedAnswer) {
        self.init(baseline: baseline, again: baseline, candidate: candidate)
    }

    init(_ baseline: ObservedAnswer, again: ObservedAnswer, _ candidate: ObservedAnswer) {
        self.init(baseline: baseline, again: again, candidate: candidate)
    }
}

/// The differences of one operation, `search`, one a line.
func differences(_ inputs: ProbedInput..., ignoring headers: [String] = []) -> [String] {
    compare([ProbedOperation(operation: "search", inputs: inputs, ignoredHeaders: headers)])
        .differences.map(\.line)
}

/// Reasons why the baseline of one operation is no contract.
func unusable(_ inputs: ProbedInput...) -> [String] {
    compare([ProbedOperation(operation: "search", inputs: inputs)]).unusable.map(\.why)
}

extension Difference {
    /// `breaking field-removed /a: 1 -> absent (1 of 2)`
    var line: String {
        let place = place.isEmpty ? "" : " " + place
        let values = "\(baseline) -> \(candidate) (\(seen) of \(compared))"
        return "\(severity.rawValue) \(kind.rawValue)\(place): \(values)"
    }
}
