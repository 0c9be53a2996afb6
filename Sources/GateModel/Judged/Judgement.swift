/// What one rule came to on one operation, with all that a reader needs to believe it.
///
/// Data only: `Reports` makes words of it, with or without the pipeline file.
package struct Judgement: Hashable, Sendable, Codable {
    /// `regress/median-response_time-rel/search`
    package let id: String
    package let stage: StageName
    /// Where the rule stands; the stage's own place for a rule that it brings itself.
    package let position: FilePosition
    package let operation: String?
    package let demand: Demand
    package let verdict: Verdict
    /// False where the rule only observes, or warns instead of blocking.
    package let blocks: Bool
    package let numbers: Numbers
    /// In the order in which they are shown.
    package let notes: [Note]

    package init(
        id: String, stage: StageName, position: FilePosition, operation: String?, demand: Demand,
        verdict: Verdict, blocks: Bool, numbers: Numbers, notes: [Note] = []
    ) {
        self.id = id
        self.stage = stage
        self.position = position
        self.operation = operation
        self.demand = demand
        self.verdict = verdict
        self.blocks = blocks
        self.numbers = numbers
        self.notes = notes
    }

    /// The numbers behind a verdict; each is absent where it was not, or could not be, taken.
    package struct Numbers: Hashable, Sendable, Codable {
        /// What `estimate`, `lower` and `upper` are.
        package var scale: Scale
        package var estimate: Double?
        package var lower: Double?
        package var upper: Double?
        /// The same statistic of each side alone, in the metric's base unit.
        package var baseline: Double?
        package var candidate: Double?
        /// What the verdict rests on.
        package var samples: SampleSize?
        /// The limit in force, in the metric's base unit or that unit per operation: one, or the two ends of a range.
        ///
        /// An entry of a log has neither `deciles`, `tail` nor `starts`; where there was little room, none of both sides, the bounds,
        /// and what follows.
        package var bounds: [Double]?
        /// Of what the verdict rests on; nil where that is no spread of numbers: a share of failures, a promise.
        package var distributions: Distributions?
        /// Of a comparison by blocks: the ratios of the blocks that decided, as candidate / baseline. `estimate` is then that
        /// of the typical block, and not the ratio of the two levels, which are taken over all blocks together.
        package var blockRatios: Distributions?
        /// How sure each end of the interval is by itself: 0.95. Nil where there is no interval of a comparison.
        package var confidence: Double?
        package var deciles: Deciles?
        package var tail: TailShares?
        /// Of a comparison of typical starts that passed.
        package var starts: ShownStarts?
        package var flip: LimitSensitivity?
        /// Nil where there are no margins: what is counted or compared exactly has none.
        package var evidence: MarginEvidence?
        /// Of a rule on a service's memory: the process group that the verdict rests on most.
        package var memory: MemorySeries?

        package init(
            scale: Scale, estimate: Double? = nil, lower: Double? = nil, upper: Double? = nil,
            baseline: Double? = nil, candidate: Double? = nil, samples: SampleSize? = nil,
            bounds: [Double]? = nil,
            distributions: Distributions? = nil, blockRatios: Distributions? = nil, confidence: Double? = nil,
            deciles: Deciles? = nil, tail: TailShares? = nil, flip: LimitSensitivity? = nil,
            evidence: MarginEvidence? = nil, memory: MemorySeries? = nil
        ) {
            self.scale = scale
            self.estimate = estimate
            self.lower = lower
            self.upper = upper
            self.baseline = baseline
            self.candidate = candidate
            self.samples = samples
            self.bounds = bounds
            self.distributions = distributions
            self.blockRatios = blockRatios
            self.confidence = confidence
            self.deciles = deciles
            self.tail = tail
            self.flip = flip
            self.evidence = evidence
            self.memory = memory
        }
    }

    package enum Scale: Hashable, Sendable, Codable {
        /// candidate / baseline: 1.126 is 12.6 % more.
        case ratio
        /// The metric's base unit.
        case unit(MetricUnit)
        /// The metric's base unit per operation.
        case perOperation(MetricUnit)
        /// A number of differences, windows or failures.
        case number
        /// A power of the data's size: 1 is in proportion to it.
        case exponent
    }
}

/// What a stage came to: the worst of its judgements that block.
///
/// A stage without any judgement is inconclusive. One that only observes stops nothing; a gate in which nothing else
/// was judged is inconclusive all the same.
package struct StageResult: Hashable, Sendable, Codable {
    package let stage: StageName
    package let verdict: Verdict
    package let judgements: [Judgement]
    @InSeconds package private(set) var seconds: Double
    /// What made the requests of its load, where it was not Pawl itself: `locust 2.47.0, 2 workers`.
    package let engine: String?
    /// Of stage `scale`, where there was a load.
    package let load: LoadSummary?
    /// In a log entry, which does not have all judgements; nil anywhere else.
    package let tally: StageTally?

    package init(
        stage: StageName, judgements: [Judgement], seconds: Double, engine: String? = nil,
        load: LoadSummary? = nil
    ) {
        self.stage = stage
        self.engine = engine
        self.load = load
        tally = nil
        let blocking = judgements.filter(\.blocks).map(\.verdict)
        if judgements.isEmpty {
            verdict = .inconclusive(
                Inconclusive(.nothingJudged, "stage '\(stage.rawValue)' judged nothing"))
        } else {
            verdict = blocking.isEmpty ? .pass : Verdict.worst(blocking)
        }
        self.judgements = judgements
        self.seconds = seconds
    }

    /// The verdict as it was recorded, which may rest on more judgements than these.
    package init(
        recorded stage: StageName, verdict: Verdict, judgements: [Judgement], seconds: Double,
        tally: StageTally? = nil
    ) {
        self.stage = stage
        self.verdict = verdict
        self.judgements = judgements
        self.seconds = seconds
        self.tally = tally
        engine = nil
        load = nil
    }

    package var violations: [Judgement] { judgements.filter { $0.verdict == .violation } }
}
