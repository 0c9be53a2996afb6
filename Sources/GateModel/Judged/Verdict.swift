import JSON

/// What a rule, a stage or a gate came to.
package enum Verdict: Hashable, Sendable, TaggedCodable {
    case pass
    /// Shown to be beyond the limit.
    case violation
    /// Neither was shown. Blocks.
    case inconclusive(Inconclusive)

    /// Violation before inconclusive before pass; the first of several inconclusive ones speaks for them.
    ///
    /// Of no verdict at all the worst is inconclusive: nothing was judged.
    package static func worst(_ verdicts: some Sequence<Verdict>) -> Verdict {
        var worst: Verdict?
        for verdict in verdicts where verdict.rank > worst?.rank ?? -1 { worst = verdict }
        return worst ?? .inconclusive(Inconclusive(.nothingJudged, "nothing was judged"))
    }

    /// `pass`, `violation`, `inconclusive`
    package var word: String {
        switch self {
        case .pass: "pass"
        case .violation: "violation"
        case .inconclusive: "inconclusive"
        }
    }

    package var isInconclusive: Bool {
        switch self {
        case .inconclusive: true
        case .pass, .violation: false
        }
    }

    private var rank: Int {
        switch self {
        case .pass: 0
        case .inconclusive: 1
        case .violation: 2
        }
    }
}

/// Why nothing could be shown.
package struct Inconclusive: Hashable, Sendable, Codable {
    package let reason: Reason
    /// What was seen.
    package let detail: Detail

    package init(_ reason: Reason, _ detail: Detail) {
        self.reason = reason
        self.detail = detail
    }

    /// - Parameter said: By a tool, a service or the system; or a sentence without data.
    package init(_ reason: Reason, _ said: String) {
        self.init(reason, .said(text: OutsideText(said)))
    }

    /// The same, said of something that has a name.
    package func about(_ name: String) -> Inconclusive {
        Inconclusive(reason, .about(name: name, detail: detail))
    }

    package enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
        case buildFailed = "build failed"
        case dataNotReady = "data set not made"
        case serviceNotReady = "service not ready"
        case serviceDied = "service died"
        case noSamples = "no samples"
        case tooFewSamples = "too few samples"
        case notANumber = "not a number"
        case failedOperations = "failed operations"
        case sourceSilent = "source silent"
        case dataSetTooSmall = "data set too small"
        /// Smaller data was asked for, and is not smaller.
        case dataNotScaled = "data set not scaled"
        /// What cannot be a power of anything: a cost of zero.
        case noCost = "no cost"
        case notRepeatable = "not repeatable"
        case notSettled = "not settled"
        /// The noise lets the budget show no change as small as the limit.
        case tooNoisy = "too noisy"
        /// Both sides were slower than the baseline beside itself, so their ratio hides what slows them.
        case baselineSlowed = "baseline slowed"
        /// It would, and what was measured lies so near to the limit that neither side is shown.
        case tooClose = "too close to the limit"
        /// What was measured changed while it was measured.
        case notSteady = "not steady"
        case budgetSpent = "budget spent"
        case toolMissing = "tool missing"
        /// One of several machines or processes that make a load together is gone, or was never there.
        case workerLost = "worker lost"
        case timedOut = "timed out"
        case interrupted = "interrupted"
        /// Requests of a load went out late, or not at all.
        case loadNotSent = "load not sent"
        /// What was measured under load is how fast the generator is.
        case generatorTooBusy = "load generator too busy"
        /// The log has no samples of what is deployed.
        case noRecording = "no recording"
        /// It has some, taken of other operations, of other data, or on another kind of host.
        case notComparable = "not comparable"
        /// The machine cannot confine what is judged, and the pipeline demands it.
        case isolationMissing = "isolation missing"
        /// Files of a revision, its data or an instrument were changed while the gate ran.
        case subjectChanged = "subject changed"
        /// Somebody else was connected to a service while it was measured.
        case foreignConnection = "foreign connection"
        /// Priority, processors or limits of a process were changed while it was measured.
        case schedulingChanged = "scheduling changed"
        /// The process that answers for a command's processes was killed, stopped or silent.
        case shepherdLost = "shepherd lost"
        /// What the candidate fails, what runs fails too.
        case baselineFails = "baseline fails too"
        /// A report and the exit status of the command that wrote it say different things.
        case contradiction = "contradictory report"
        case notEvaluated = "not evaluated"
        /// A stage or a gate in which no rule that blocks was decided.
        case nothingJudged = "nothing judged"
    }
}
