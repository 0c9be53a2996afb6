import GateModel

/// What keeps a whole stage from showing anything.
enum MissingEvidence {
    case none
    /// The data set is too small, or was not counted: nothing that was measured on it counts.
    case data(Inconclusive)
    /// The stage ended before its time: only a violation counts that had been shown by then.
    case ended(Inconclusive)

    init(_ run: StageRun, of stage: Stage, in pipeline: Pipeline) {
        if let small = run.common.counts.first(where: { $0.isShort }) {
            self = .data(Inconclusive(.dataSetTooSmall, .data(.short(count: small, scale: nil))))
        } else if let failure = run.common.failure {
            self = .ended(failure)
        } else if stage.usesData, let why = Self.missing(in: run.common.counts, pipeline) {
            self = .data(why)
        } else {
            self = .none
        }
    }

    /// What is left of a verdict that the observations alone would give.
    ///
    /// - Parameter countsFailures: Whether it is about failed operations. Those of a service that died are
    /// its death.
    func verdict(_ verdict: Verdict, countsFailures: Bool = false) -> Verdict {
        switch self {
        case .none: return verdict
        case .data(let why): return .inconclusive(why)
        case .ended(let why):
            let isOwn = !(countsFailures && (why.reason == .serviceDied || why.reason == .serviceNotReady))
            return verdict == .violation && isOwn ? .violation : .inconclusive(why)
        }
    }

    /// What the pipeline declares and the run did not count, or not to that number.
    private static func missing(in counts: [DataCount], _ pipeline: Pipeline) -> Inconclusive? {
        for declared in pipeline.subject.data?.counts ?? [] {
            for side in Side.allCases {
                guard let found = counts.first(where: { $0.name == declared.name && $0.side == side }) else {
                    return Inconclusive(
                        .notEvaluated, .data(.uncounted(name: declared.name, place: .side(side))))
                }
                let needed = DataCount(
                    name: found.name, side: side, counted: found.counted, atLeast: declared.atLeast)
                if needed.isShort {
                    return Inconclusive(.dataSetTooSmall, .data(.short(count: needed, scale: nil)))
                }
            }
        }
        return nil
    }
}

extension Stage {
    /// Whether it runs revisions on the data set that was made for the gate.
    fileprivate var usesData: Bool {
        switch kind {
        case .baseline, .compat, .regress, .memory, .scale: true
        case .check, .deploy, .watch: false
        }
    }
}
