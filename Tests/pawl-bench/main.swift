import SimulatedGates

// `make bench`: how fast this machine judges, what it costs to follow memory, and how well judgements keep their promises.

let gates = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
print(
    "The memory of a process tree, resident pages 20 times a second, shares as often as is affordable:"
)
for line in try await SamplingOverhead.lines() { print(line) }
print("")
print("A command that does nothing, started and waited for:")
for line in try await StartCost.lines(rounds: 300) { print(line) }
print("")
print("growth(memory) <= 1KB/op:")
for line in LeakRates.lines(services: max(100, gates / 10)) { print(line) }
print("")
print("watch: errors <= 1%, 40 windows of 150 requests:")
for line in try WatchRates.lines(watches: max(100, gates / 5)) { print(line) }
print("")
print("exponent(response_time), 40 blocks at 1/4, 1/2 and 1 of the data:")
for line in ExponentRates.lines(operations: max(50, gates / 20)) { print(line) }
print("")
// Ten times the samples should take little more than ten times as long.
for samples in [10_000, 100_000] { print(JudgingSpeed.measured(samples: samples)) }
print("")
print("One rule, median(response_time) <= +5%, 10 pairs a block, at most 40 blocks (400 requests a side).")
for line in ErrorRates.lines(gates: gates) { print(line) }
print("")
print(
    "Whole gates, median(response_time) <= +5% for each operation, σ_d .085 between processes or ten operations by noise:"
)
for line in WholeGateRates.lines(gates: max(10, gates / 100)) { print(line) }
print("")
print(
    "Wrong verdicts of other rules of regress, 10 pairs a block and at most 40 blocks where nothing else is said:"
)
for line in WrongVerdictRates.lines(gates: max(20, gates / 20)) { print(line) }
print("")
print("The same gates beside what 'pawl plan' foretells of them, by noise between processes:")
for line in ForecastRates.lines(gates: max(10, gates / 100)) { print(line) }
