import GateModel
import JSON
import Testing

/// A decision whose notes cannot be written is not recorded at all, so each of them is written and read back here.
@Suite struct NoteCodingTests {
    private static let commit = ObjectID(hex: String(repeating: "3f", count: 20))

    /// One of each case, in the order of the cases.
    private static let notes: [Note] = [
        .limitInForce(change: 0.05, block: 12), .decided(block: 12), .leaning,
        .attempt(number: 2, level: 0.025),
        .unseen(by: .window, oneIn: 13, count: 40), .comparedWith(operation: "plain"),
        commit.map { .oneSideOnly(entry: 12, commit: $0) } ?? .leaning,
        .toleratedFailures(count: 3, of: 400), .waitingUsers(count: 5),
        .tailThreshold(value: 0.02, unit: .time),
        .worstInput(name: "kind=c", inputs: 4, blocks: 12, of: 12),
        .slowStarts(Note.SlowStarts(count: 12, of: 60, change: 0.31, baseline: 1), shown: true),
        .comparedByPairs, .comparedByIntervals(differing: 3),
        .pairsBeyond(count: 1, of: 8, baseline: 6, candidate: 7, again: true),
        .pairsByChance(worse: 3, better: 2, of: 400, chance: .repetitions(differing: 2, of: 400)),
        .costs(values: [0.001, 0.002], unit: .time, shares: [0.5, 1]), .noGrowth(below: 0.1),
        .predicted(times: 4), .windows(verdicts: [.good, .bad, .unknown], violated: 3, of: 5),
        .beyondLimit(count: 31, of: 6000, tellingAsMuch: 132),
        .memoryReadings(
            Note.MemoryReadings(
                operations: 4800, seconds: 31.2, every: 20, processes: 3, source: .resident(file: "statm"),
                sharesUnknown: "not permitted")),
        .memoryPeak(process: 24.1e6, group: nil), .cleanups(count: 120, typical: 2.1e6, share: 0.84),
        .plateau(
            process: Note.GrowingProcess(number: 2, load: .emphasising(["list", "search"])), after: 2400,
            of: 4800
        ),
        .baselineGrowth(perOperation: 7000, unit: .bytes, isBeyond: true), .baselineGrowthUnknown,
        .growthAlone(
            operations: [Note.OperationGrowth(operation: "list", perOperation: 9000)], unit: .bytes),
        .ages(young: [0.001, 0.001], old: [0.003, 0.004]), .baselineAges(times: 1),
        .resolution(blocks: 40, pairs: 10, change: 0.031),
        .recordedNoise(fresh: 4, recorded: 40, entries: [12, 9]), .hostChanged(change: 0.31),
        .drift(anchor: commit, releases: 3, logLevel: nil, alarm: 1000), .betterThanAnchor,
        .differing(baseline: "20 items", candidate: "14 items"), .seen(count: 3, of: 12),
        .alsoIn(operations: ["list/wrong-method"]),
        .followsFrom(judgement: "compat/status-changed/list/wrong-method/405-404"),
        .meaning(text: "old clients get 401"),
        .difference(
            Note.SeenDifference(
                Difference(
                    contract: .answers, subject: "", kind: .statusChanged, severity: .warning,
                    operation: "search", place: "/a", baseline: "200", candidate: "204"))),
        .ended(how: .exited(status: 3)), .output(text: "no such file"),
        commit.map { .deployed(revision: $0) } ?? .leaning, .deployedUnknown(problem: "it printed nothing"),
        .changesLost(names: [OutsideText("20260714-index")]),
        .changesEdited(names: [OutsideText("20260714-index")]),
        .lineage(relation: .diverged),
        .checkEnds(baseline: .exited(status: 0), candidate: .signalled(signal: 9), again: nil),
        .checkCases(
            baseline: Note.CheckedCases(passed: 13, failed: 0),
            candidate: Note.CheckedCases(passed: 12, failed: 1)),
        .casesFailOnBoth(names: ["a"], of: 1), .warning(.casesAbsent(names: ["a", "b"], of: 3)),
        .warning(.scriptsDiffer(names: ["lint"])),
        .casesPassedAgain(names: ["a"], of: 1), .casesNotListed(count: 12), .notSideBySide, .noRestarts,
        .warning(.crossed(limit: .range(1, 10))), .warning(.drift(beyond: 0.01)),
        .hint(.growsWithResult(metric: "queries", perRow: 1, counts: [21, 101], rows: [20, 100])),
        .hint(.lookBesideAnswers), .hint(.failTheDeploy), .hint(.rollBackInstead), .hint(.bringInWhatRuns),
        .hint(.addAnotherChange), .because(text: "nobody waits longer"),
    ]

    /// Every case has its name: the compiler asks for that of a new one below, and the test for its example.
    private enum Name: String, CaseIterable {
        case limitInForce = "limit-in-force"
        case decided
        case leaning
        case attempt
        case unseen
        case comparedWith = "compared-with"
        case oneSideOnly = "one-side-only"
        case toleratedFailures = "tolerated-failures"
        case waitingUsers = "waiting-users"
        case tailThreshold = "tail-threshold"
        case worstInput = "worst-input"
        case slowStarts = "slow-starts"
        case comparedByPairs = "compared-by-pairs"
        case comparedByIntervals = "compared-by-intervals"
        case pairsBeyond = "pairs-beyond"
        case pairsByChance = "pairs-by-chance"
        case costs
        case noGrowth = "no-growth"
        case predicted
        case windows
        case beyondLimit = "beyond-limit"
        case memoryReadings = "memory-readings"
        case memoryPeak = "memory-peak"
        case cleanups
        case plateau
        case baselineGrowth = "baseline-growth"
        case baselineGrowthUnknown = "baseline-growth-unknown"
        case growthAlone = "growth-alone"
        case ages
        case baselineAges = "baseline-ages"
        case resolution
        case recordedNoise = "recorded-noise"
        case hostChanged = "host-changed"
        case drift
        case betterThanAnchor = "better-than-anchor"
        case differing
        case seen
        case alsoIn = "also-in"
        case followsFrom = "follows-from"
        case meaning
        case difference
        case ended
        case output
        case deployed
        case deployedUnknown = "deployed-unknown"
        case changesLost = "changes-lost"
        case changesEdited = "changes-edited"
        case lineage
        case checkEnds = "check-ends"
        case checkCases = "check-cases"
        case casesFailOnBoth = "cases-fail-on-both"
        case casesPassedAgain = "cases-passed-again"
        case casesNotListed = "cases-not-listed"
        case notSideBySide = "not-side-by-side"
        case noRestarts = "no-restarts"
        case warning
        case hint
        case because
    }

    private static func name(_ note: Note) -> Name {
        switch note {
        case .limitInForce: .limitInForce
        case .decided: .decided
        case .leaning: .leaning
        case .attempt: .attempt
        case .unseen: .unseen
        case .comparedWith: .comparedWith
        case .oneSideOnly: .oneSideOnly
        case .toleratedFailures: .toleratedFailures
        case .waitingUsers: .waitingUsers
        case .tailThreshold: .tailThreshold
        case .worstInput: .worstInput
        case .slowStarts: .slowStarts
        case .comparedByPairs: .comparedByPairs
        case .comparedByIntervals: .comparedByIntervals
        case .pairsBeyond: .pairsBeyond
        case .pairsByChance: .pairsByChance
        case .costs: .costs
        case .noGrowth: .noGrowth
        case .predicted: .predicted
        case .windows: .windows
        case .beyondLimit: .beyondLimit
        case .memoryReadings: .memoryReadings
        case .memoryPeak: .memoryPeak
        case .cleanups: .cleanups
        case .plateau: .plateau
        case .baselineGrowth: .baselineGrowth
        case .baselineGrowthUnknown: .baselineGrowthUnknown
        case .growthAlone: .growthAlone
        case .ages: .ages
        case .baselineAges: .baselineAges
        case .resolution: .resolution
        case .recordedNoise: .recordedNoise
        case .hostChanged: .hostChanged
        case .drift: .drift
        case .betterThanAnchor: .betterThanAnchor
        case .differing: .differing
        case .seen: .seen
        case .alsoIn: .alsoIn
        case .followsFrom: .followsFrom
        case .meaning: .meaning
        case .difference: .difference
        case .ended: .ended
        case .output: .output
        case .deployed: .deployed
        case .deployedUnknown: .deployedUnknown
        case .changesLost: .changesLost
        case .changesEdited: .changesEdited
        case .lineage: .lineage
        case .checkEnds: .checkEnds
        case .checkCases: .checkCases
        case .casesFailOnBoth: .casesFailOnBoth
        case .casesPassedAgain: .casesPassedAgain
        case .casesNotListed: .casesNotListed
        case .notSideBySide: .notSideBySide
        case .noRestarts: .noRestarts
        case .warning: .warning
        case .hint: .hint
        case .because: .because
        }
    }

    @Test("is written under its name and read back as the same", arguments: notes)
    func coding(note: Note) throws {
        let json = try JCS.value(note, fractions: .numbers)
        #expect(json["kind"]?.string == Self.name(note).rawValue)
        #expect(try JCS.read(Note.self, from: JCS.bytes(note)) == note)
    }

    @Test("each has an example here")
    func complete() { #expect(Set(Self.notes.map(Self.name)) == Set(Name.allCases)) }
}
