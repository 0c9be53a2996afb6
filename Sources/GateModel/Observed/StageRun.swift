import JSON

/// What one stage observed: all that its judgement reads, and so all that somebody needs to judge it again.
package struct StageRun: Hashable, Sendable, Codable {
    package var common: Common
    package var observed: Observations

    package init(_ observed: Observations, common: Common = Common()) {
        self.common = common
        self.observed = observed
    }

    /// Of a stage that ended before it observed anything.
    package init(nothingOf stage: StageName, failure: Inconclusive? = nil) {
        self.init(Observations(nothingOf: stage), common: Common(failure: failure))
    }

    package var stage: StageName { observed.stage }

    /// What every kind of stage has.
    package struct Common: Hashable, Sendable, Codable {
        /// What ended the stage before its time; every rule without a violation is then inconclusive for this reason.
        package var failure: Inconclusive?
        package var seconds: Double
        /// Nil where the host does not tell.
        package var conditions: HostConditions?
        /// Which attempt at the same two revisions this is, by the same pipeline on the same kind of host, for stages whose tests
        /// have a level; from 1.
        package var attempt: Int
        /// Of the data set, counted before anything is measured.
        package var counts: [DataCount]

        package init(
            failure: Inconclusive? = nil, seconds: Double = 0, conditions: HostConditions? = nil,
            attempt: Int = 1, counts: [DataCount] = []
        ) {
            self.failure = failure
            self.seconds = seconds
            self.conditions = conditions
            self.attempt = attempt
            self.counts = counts
        }
    }

    /// What a stage of each kind observes.
    package enum Observations: Hashable, Sendable, TaggedCodable {
        /// The second process of each block stands on the candidate's side.
        case baseline(SampledRun)
        case compat(CompatRun)
        case regress(SampledRun)
        case memory(MemoryRun)
        case scale(ScaleRun)
        case check(CheckRun)
        /// Nil where the command did not run.
        case deploy(DeployRun?)
        case watch([WatchWindow])
        /// What the gate looks at by itself; nil: nothing.
        case gate(GateRun?)

        private enum DeployCodingKeys: String, CodingKey { case _0 = "ran" }
        private enum WatchCodingKeys: String, CodingKey { case _0 = "windows" }
        private enum GateCodingKeys: String, CodingKey { case _0 = "saw" }
    }
}

extension StageRun.Observations {
    /// A stage that observed nothing.
    package init(nothingOf stage: StageName) {
        self =
            switch stage {
            case .baseline: .baseline(SampledRun())
            case .compat: .compat(CompatRun())
            case .regress: .regress(SampledRun())
            case .memory: .memory(MemoryRun())
            case .scale: .scale(ScaleRun())
            case .check: .check(CheckRun())
            case .deploy: .deploy(nil)
            case .watch: .watch([])
            case .gate: .gate(nil)
            }
    }

    package var stage: StageName {
        switch self {
        case .baseline: .baseline
        case .compat: .compat
        case .regress: .regress
        case .memory: .memory
        case .scale: .scale
        case .check: .check
        case .deploy: .deploy
        case .watch: .watch
        case .gate: .gate
        }
    }
}

extension StageRun {
    /// Of stage `baseline`; nil of any other.
    package var baseline: SampledRun? {
        if case .baseline(let run) = observed { run } else { nil }
    }

    /// Of stage `regress`; nil of any other.
    package var regress: SampledRun? {
        if case .regress(let run) = observed { run } else { nil }
    }

    /// Nil where revisions were measured that the gate itself had started.
    package var oneSided: ComparisonSource? {
        switch observed {
        case .baseline(let run), .regress(let run): run.oneSided
        case .scale(let run): run.oneSided
        case .compat, .memory, .check, .deploy, .watch, .gate: nil
        }
    }
}
