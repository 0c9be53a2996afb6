import Contracts
import GateModel

/// The differences of one operation, `search`, over many inputs, one a line.
func differences(_ inputs: [ProbedInput]) -> [String] { found(inputs).map(\.line) }

func found(_ inputs: [ProbedInput]) -> [Difference] {
    compare([ProbedOperation(operation: "search", inputs: inputs)]).differences
}

/// `count` inputs, each answered with bodies of its own in the baseline's two runs and the candidate's.
func inputs(
    _ count: Int, _ first: (Int) -> String, again: (Int) -> String, _ candidate: (Int) -> String
) -> [ProbedInput] {
    (0..<count).map { ProbedInput(json(first($0)), again: json(again($0)), json(candidate($0))) }
}

/// A baseline that answers each input the same both times.
func inputs(_ count: Int, _ baseline: (Int) -> String, _ candidate: (Int) -> String) -> [ProbedInput] {
    inputs(count, baseline, again: baseline, candidate)
}
