import Glibc
import SimulatedGates

// `make bench`: how fast this machine judges, what it costs to follow memory, and how well judgements keep their promises,
// beside what the design page on statistics says of them.
//
// `pawl-bench [SECONDS] [PART…]`: simulations take about so many seconds in all (600), and only the parts that are named are run;
// of `PART:TEXT` only the rows whose names contain the text, so that a row that surprises can be run alone with more gates.

/// A table, with the most gates of a row and the part of the time that it gets.
struct Part {
    let name: String
    let title: String
    let share: Double
    let most: Int
    let lines: (Effort) async throws -> [String]
}

let parts = [
    Part(name: "design", title: "The design's own tables:", share: 0, most: 0) { _ in try DesignTable.lines()
    },
    Part(name: "contracts", title: "contract diff:", share: 0, most: 0) { _ in try ContractSpeed.lines() },
    Part(
        name: "log", title: "A decision log that grows, each row as a new process does it:", share: 0,
        most: 0,
        lines: LogCost.lines),
    Part(name: "leaks", title: "growth(memory) <= 1KB/op:", share: 0.07, most: 1000, lines: LeakRates.lines),
    Part(
        name: "watch", title: "watch: errors <= 1%, 40 windows of 150 requests:", share: 0.04, most: 2000,
        lines: WatchRates.lines),
    Part(
        name: "exponent", title: "exponent(response_time), 40 blocks at 1/4, 1/2 and 1 of the data:",
        share: 0.06, most: 500, lines: ExponentRates.lines),
    Part(
        name: "rule",
        title:
            "One rule, median(response_time) <= +5%, 10 pairs a block, at most 40 blocks (400 requests a side):",
        share: 0.1, most: 10_000, lines: ErrorRates.lines),
    Part(
        name: "gates",
        title:
            "Whole gates, median(response_time) <= +5% for each operation, σ_d .085 between processes, or ten operations by noise:",
        share: 0.37, most: 200, lines: WholeGateRates.lines),
    Part(
        name: "wrong",
        title:
            "Wrong verdicts of other rules of regress, 10 pairs a block and at most 40 blocks where nothing else is said:",
        share: 0.2, most: 500, lines: WrongVerdictRates.lines),
    Part(
        name: "starts",
        title:
            "Slow starts, median(response_time) <= +5%, 10 pairs a block and at most 128 blocks where nothing else is said:",
        share: 0.1, most: 400, lines: StartRates.lines),
    Part(
        name: "forecast",
        title: "The same gates beside what 'pawl plan' foretells of them, by noise between processes:",
        share: 0.06, most: 100, lines: ForecastRates.lines),
]

let arguments = CommandLine.arguments.dropFirst()
let seconds = arguments.first.flatMap { Double($0) } ?? 600
let wanted = arguments.filter { Double($0) == nil }.map {
    $0.split(separator: ":", maxSplits: 1).map(String.init)
}
let rows = Dictionary(wanted.map { ($0[0], $0.dropFirst().first ?? "") }) { _, last in last }
let chosen = parts.filter { rows.isEmpty || rows[$0.name] != nil }
let whole = chosen.reduce(0) { $0 + $1.share }

if rows.isEmpty {
    print(
        "The memory of a process tree, resident pages 20 times a second, shares as often as is affordable:"
    )
    for line in try await SamplingOverhead.lines() { print(line) }
    print("")
    print("A command that does nothing, started and waited for:")
    for line in try await StartCost.lines(rounds: 300) { print(line) }
    print("")
    // Ten times the samples should take little more than ten times as long.
    for samples in [10_000, 100_000] { print(JudgingSpeed.measured(samples: samples)) }
    print("")
}
for part in chosen {
    print(part.title)
    let time = Duration.seconds(seconds * part.share / max(whole, 0.01))
    for line in try await part.lines(Effort(most: part.most, time: time, rows: rows[part.name] ?? "")) {
        print(line)
    }
    print("")
    // What is known so far is worth reading, also where the output is a file.
    fflush(nil)
}
