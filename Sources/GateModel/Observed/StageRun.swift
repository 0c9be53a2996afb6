import JSON

/// What one stage observed: all that its judgement reads, and so all that somebody needs to judge it again.
package struct StageRun: Hashable, Sendable, Codable {
    package let stage: StageName
    package var samples: [Samples] = []
    /// Of the candidate, and of the baseline where a rule compares with it: the first group of one side belongs to the
    /// first of the other, and so on.
    package var memory: [MemoryGroup] = []
    package var windows: [WatchWindow] = []
    /// Where a rule is about cost against the size of the data.
    package var scaling: ScalingRun?
    /// How many rows the answers had in which the samples of a count were taken; `metric` is the count. For a hint only.
    package var resultSizes: [Samples]?
    /// Of counts that are compared pair by pair; nil where nothing is repeated, and one pair beyond a limit decides.
    package var repeatedCounts: [RepeatedCounts]?
    /// Which input each pair of these samples had, of operations whose inputs a rule judges one by one.
    package var inputs: [OperationInputs]?
    package var counts: [DataCount] = []
    package var probes: [Probe] = []
    package var differences: [Difference] = []
    /// Of the contracts that are read off the trees, in the order declared; nil where none is declared.
    package var contracts: [ContractRun]?
    package var deploy: DeployRun?
    /// Of what the gate looks at by itself.
    package var gate: GateRun?
    /// The most blocks that the sequential design allows.
    package var maximumBlocks: Int?
    /// How many of them most operations were expected to need; nil stands for all.
    package var plannedBlocks: Int?
    /// How many blocks, each with fresh processes, a pass of the typical start waits for, where they are cheap; nil stands for as
    /// many as its test needs.
    package var leastStarts: Int?
    /// Pairs of requests a block and operation, where they were chosen and not declared.
    package var pairs: Int?
    /// Which attempt at the same two revisions this is, by the same pipeline on the same kind of host; nil stands for the first.
    package var attempt: Int?
    /// How many times the declared pairs each process group answered; nil stands for once.
    package var roundsPerGroup: Int?
    /// From the start of a pair of processes until both were ready, the median of all pairs.
    package var startSeconds: Double?
    /// What a block takes beside its measured pairs, start and warm-up included, and one pair of each operation: medians.
    package var blockCosts: BlockCosts?
    /// Of stage `baseline`: what earlier gates recorded of the baseline's noise, where they were asked; fewer blocks are then
    /// needed. Nil stands for nothing.
    package var recordedNoise: RecordedNoise?
    /// Operations that were still getting faster when the warm-up had to end; nil where all had settled.
    package var unsettled: [Unsettled]?
    /// Of response times: blocks of the baseline against itself, measured after those of stage `regress` where the baseline
    /// had been slower than in stage `baseline`; nil where it had not.
    package var controls: [Samples]?
    /// Where the pipeline declares an anchor.
    package var anchor: AnchorRun?
    /// What made the requests of a load, where it was not Pawl itself: `locust 2.47.0, 2 workers`.
    package var engine: String?
    /// Nil where the host does not tell.
    package var conditions: HostConditions?
    /// Nil where two revisions were measured side by side.
    package var oneSided: ComparisonSource?
    /// Of stage `scale`, in numbers; nil of other stages.
    package var load: LoadSummary?
    /// What ended the stage before its time; every rule without a violation is then inconclusive for this reason.
    package var failure: Inconclusive?
    package var seconds: Double = 0

    package init(stage: StageName) {
        self.stage = stage
    }
}

/// Seconds of which the time of a block is made: `fixed` + pairs × `pair`.
package struct BlockCosts: Hashable, Sendable, Codable {
    package let fixed: Double
    package let pair: Double

    package init(fixed: Double, pair: Double) {
        self.fixed = fixed
        self.pair = pair
    }
}

/// That an operation was measured while its warm-up was not over.
package struct Unsettled: Hashable, Sendable, Codable {
    package let operation: String
    package let side: Side
    /// In how many blocks.
    package var blocks: Int

    package init(operation: String, side: Side, blocks: Int) {
        self.operation = operation
        self.side = side
        self.blocks = blocks
    }
}

/// How many there are of something in a data set, counted before anything is measured.
package struct DataCount: Hashable, Sendable, Codable {
    package let name: String
    package let side: Side
    package let counted: Int
    package let atLeast: Int

    package init(name: String, side: Side, counted: Int, atLeast: Int) {
        self.name = name
        self.side = side
        self.counted = counted
        self.atLeast = atLeast
    }
}

/// That an operation's answers were compared, and over how many inputs.
package struct Probe: Hashable, Sendable, Codable {
    package let operation: String
    package let inputs: Int
    /// Why they show nothing of this operation; nil where they do.
    package let failure: Inconclusive?

    package init(operation: String, inputs: Int, failure: Inconclusive? = nil) {
        self.operation = operation
        self.inputs = inputs
        self.failure = failure
    }
}

/// What was seen of the deployed environment during one window.
package struct WatchWindow: Hashable, Sendable, Codable {
    package let phase: Phase
    /// One-sided: the observations stand under `candidate`.
    package var samples: [Samples]

    package init(phase: Phase, samples: [Samples]) {
        self.phase = phase
        self.samples = samples
    }

    package enum Phase: String, Hashable, Sendable, Codable {
        case before
        case after
    }
}

/// How the deploy command ended.
package struct DeployRun: Hashable, Sendable, Codable {
    package let end: ScriptEnd
    /// The end of what it printed, masked.
    package let output: String
    /// What the environment said afterwards; nil where the command failed, or nothing can be asked.
    package let effect: DeployEffect?

    package init(end: ScriptEnd, output: String, effect: DeployEffect? = nil) {
        self.end = end
        self.output = output
        self.effect = effect
    }

    package var succeeded: Bool { end.succeeded }
}

/// What `rollback.deployed` said once a deploy command had ended with exit 0, which proves nothing by itself.
package struct DeployEffect: Hashable, Sendable, Codable {
    /// The candidate.
    package let wanted: ObjectID
    package let found: Found

    package init(wanted: ObjectID, found: Found) {
        self.wanted = wanted
        self.found = found
    }

    package enum Found: Hashable, Sendable, TaggedCodable {
        case revision(ObjectID)
        /// Why it names no revision.
        case unknown(String)

        private enum RevisionCodingKeys: String, CodingKey { case _0 = "commit" }
        private enum UnknownCodingKeys: String, CodingKey { case _0 = "why" }
    }
}

extension DataCount {
    package var isShort: Bool { counted < atLeast }

    /// `members: 0 counted on the candidate's side, at least 5000 needed`
    package var shortfallText: String {
        "\(name): \(counted) counted on the \(side.rawValue)'s side, at least \(atLeast) needed"
    }
}
