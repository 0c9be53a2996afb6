package import GateModel
package import Measuring
import Processes

/// What every stage gets: the plan, its own declaration, and both revisions ready to be started.
///
/// Made when the stage begins: its time budget counts from then.
package struct StageContext: Sendable {
    package let plan: Plan
    package let stage: Stage
    package let baseline: Subject
    package let candidate: Subject
    /// Where the plan has an anchor.
    package let anchor: Subject?
    /// Sizes of the data sets, counted before anything is measured.
    package let counts: [DataCount]
    /// The candidate on smaller data, in ascending order; empty where no rule is about cost against size.
    package let scaled: [ScaledSubject]
    /// A directory in the repository that has both revisions.
    package let repository: String
    /// By which Locust workers that others start are known; nil: each load makes one, and says it.
    package let locustWord: String?
    /// What one stage learns of the baseline, and later ones use.
    let selfConnections: SelfConnections
    /// Of all stages together; nil where the pipeline declares none.
    let budget: GateBudget?
    package let progress: @Sendable (Progress) -> Void
    private let began = ContinuousClock.now

    package init(
        plan: Plan, stage: Stage, baseline: Subject, candidate: Subject, anchor: Subject? = nil,
        counts: [DataCount], scaled: [ScaledSubject] = [], repository: String,
        locustWord: String? = nil, selfConnections: SelfConnections, budget: GateBudget? = nil,
        progress: @escaping @Sendable (Progress) -> Void
    ) {
        self.plan = plan
        self.stage = stage
        self.baseline = baseline
        self.candidate = candidate
        self.anchor = anchor
        self.counts = counts
        self.scaled = scaled
        self.repository = repository
        self.locustWord = locustWord
        self.selfConnections = selfConnections
        self.budget = budget
        self.progress = progress
    }

    /// The operations that take part, in the file's order.
    var operations: [DeclaredOperation] {
        plan.pipeline.operations.filter { stage.operations.contains($0.name) }
    }

    /// One operation with values from the generator.
    func draw(
        _ operation: DeclaredOperation, _ generator: inout some RandomNumberGenerator,
        at scale: DataScale = .whole
    ) -> DrawnInput {
        let values = plan.pipeline.values.map { named in
            Pipeline.NamedValues(name: named.name, values: named.values.drawn(at: scale))
        }
        return .draw(operation, from: values, using: &generator)
    }

    /// Runs `measure` and returns all that it observed until it ended or threw; an error becomes the run's failure.
    ///
    /// On a data set that is too small nothing can be shown, so nothing is measured either.
    ///
    /// - Parameters:
    ///   - kind: What kind of stage observes it.
    ///   - nothing: What there is before the first observation.
    func run<Run>(
        _ kind: (Run) -> StageRun.Observations, from nothing: Run, attempt: Int = 1,
        _ measure: (inout Run) async throws(MeasuringError) -> Void
    ) async -> StageRun {
        if counts.contains(where: \.isShort) { return soFar(kind(nothing), attempt: attempt) }
        var observed = nothing
        var failure: Inconclusive?
        let before = hostReading()
        do throws(MeasuringError) {
            try budget?.check("before it began")
            try await measure(&observed)
        } catch {
            failure = error.inconclusive
        }
        var run = soFar(kind(observed), attempt: attempt)
        run.common.failure = failure
        if let before { run.common.conditions = hostReading()?.conditions(since: before) }
        return run
    }

    /// What a stage that has not ended can be judged by.
    func soFar(_ observed: StageRun.Observations, attempt: Int = 1) -> StageRun {
        StageRun(observed, common: StageRun.Common(attempt: attempt, counts: counts))
    }

    /// Nil where the host does not tell; nothing is judged by it.
    private func hostReading() -> HostReading? {
        do throws(ProcessError) {
            return try HostReading.now()
        } catch {
            report("the host does not tell how busy it is: \(error)")
            return nil
        }
    }

    func report(_ text: String, why: Inconclusive? = nil) {
        progress(Progress(stage: stage.name, text: text, why: why))
    }

    /// Ends a stage that was cancelled, or whose declared time is over; `place` is for the message.
    func checkTime(_ place: @autoclosure () -> String) throws(MeasuringError) {
        if Task.isCancelled { throw MeasuringError(.interrupted, place()) }
        try budget?.check(place())
        guard let within = stage.within, ContinuousClock.now - began > within else { return }
        throw MeasuringError(.budgetSpent, "'within: \(within.text)' was over \(place())")
    }

    /// Until the stage's own time is over, or that of all stages; nil where neither has a limit.
    var timeLeft: Duration? {
        let own = stage.within.map { $0 - (ContinuousClock.now - began) }
        return [own, budget?.left].compactMap { $0 }.min()
    }
}
