import SimulatedGates

// `make bench`: how fast this machine judges, and how well the judgement keeps its promises on it.

let gates = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
// Ten times the samples should take little more than ten times as long.
for samples in [10_000, 100_000] { print(JudgingSpeed.measured(samples: samples)) }
print("")
print("One rule, median(response_time) <= +5%, 10 pairs a block, at most 40 blocks (400 requests a side).")
for line in ErrorRates.lines(gates: gates) { print(line) }
