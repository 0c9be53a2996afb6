import GateModel
import Judging

/// What a gate has observed and decided so far: its stages' results, and the entries that it has put into the log.
struct DecidedGate: Sendable {
    let plan: Plan
    private let record: DecisionRecord
    private(set) var evidence: Evidence
    private var recorded = Recorded()

    init(_ plan: Plan, _ evidence: Evidence, in record: DecisionRecord) {
        self.plan = plan
        self.evidence = evidence
        self.record = record
    }

    /// Of these stages; one that was not run makes it inconclusive.
    func verdict(of stages: [Stage]) -> Verdict { Judging.verdict(of: evidence.results, for: stages) }

    /// Whether all is in the log that was to be.
    var isRecorded: Bool { recorded.problems.isEmpty }

    mutating func add(_ run: StageRun, of stage: Stage) { evidence.add(run, of: stage, in: plan.pipeline) }

    /// Records what the stages came to, with the evidence.
    ///
    /// - Throws: with nothing appended.
    mutating func append(_ body: (Decision.Judged) -> Decision.Body) async throws {
        recorded.add(try await record.append(body(judged), evidence: evidence), in: record.session)
    }

    /// Announces the deploy.
    ///
    /// - Throws: with nothing appended.
    mutating func appendDeployStarted() async throws {
        recorded.add(try await record.append(.deployStarted), in: record.session)
    }

    /// Records what has happened already: where that fails, it is said, and in the report.
    ///
    /// - Parameter isUrgent: A rollback waits for it.
    mutating func note(
        _ kind: String, isUrgent: Bool = false, _ body: (Decision.Judged) -> Decision.Body
    ) async {
        let (judged, evidence, record) = (judged, evidence, record)
        await recorded.add(kind, in: record.session) {
            try await record.append(body(judged), evidence: evidence, isUrgent: isUrgent)
        }
    }

    mutating func add(_ other: Recorded) { recorded.add(other) }

    func report(_ outcome: GateOutcome) -> GateReport {
        GateReport(
            plan: plan, results: evidence.results, entries: recorded.entries, outcome: outcome,
            problems: recorded.problems)
    }

    private var judged: Decision.Judged {
        Decision.Judged(
            stages: evidence.results, isolation: evidence.isolation, pipelineChange: plan.pipelineChange)
    }
}
