package import GateModel
import Measuring
import Processes

/// Tries the sandbox on what a pipeline says that runs now: `pawl doctor NAME --sandbox`.
package struct SandboxCheckup {
    private let pipeline: String
    private let environment: String?
    private let session: CommandContext

    /// - Parameter environment: Nil: the one that the pipeline file names.
    package init(pipeline: String, environment: String?, in session: CommandContext) {
        self.pipeline = pipeline
        self.environment = environment
        self.session = session
    }

    /// The most refused paths that are shown.
    private static let mostShown = 20

    package func check(_ checkup: inout Checkup) async {
        do {
            let request = GateRequest(
                pipeline: pipeline, candidate: "HEAD", environment: environment, seed: nil, keepsGoing: false)
            let plan = try Orchestration.plan(request, in: session)
            let tried = try await trySandbox(plan, in: session)
            checkup.add("sandbox", .note, "\(tried.isolation)\(opened(plan))")
            for part in tried.isolation.parts { checkup.add(part.name, .note, part.holds) }
            add(tried.outcome, plan.baseline, &checkup)
        } catch {
            checkup.add("sandbox", .missing, error: "\(error)")
        }
    }

    private func opened(_ plan: Plan) -> String {
        let lines = plan.openings.lines.joined(separator: ", ")
        return lines.isEmpty ? "; nothing is opened" : "; opened: \(lines)"
    }

    private func add(_ outcome: TriedSandbox.Outcome, _ baseline: Revision, _ checkup: inout Checkup) {
        let topic = "trial of \(baseline.commit.short)"
        switch outcome {
        case .external:
            checkup.add(topic, .note, "the service runs elsewhere: nothing of it is confined here")
        case .works(let preparing, let ready, let refusals):
            let started =
                ready.map { ", ready after \(significant($0)) s, stopped" } ?? "; a tool is not started"
            checkup.add(topic, .good, "built in \(significant(preparing)) s\(started)")
            add(refusals, .weak, &checkup)
        case .fails(let why, let refusals, let isTraced):
            checkup.add(
                topic, .missing, .failure(why),
                hint: isTraced || !refusals.isEmpty
                    ? "open what it needs of what is refused below; with PAWL_ISOLATION=none it shows whether it works at all"
                    : "install strace to see which paths it is refused")
            add(refusals, .weak, &checkup)
            if isTraced, refusals.isEmpty {
                checkup.add("refused", .note, "no path that is there outside: the cause is another one")
            }
        }
    }

    private func add(_ refusals: [SandboxRefusal], _ state: Checkup.State, _ checkup: inout Checkup) {
        for refusal in refusals.prefix(Self.mostShown) { checkup.add("refused", state, refusal.text) }
        guard refusals.count > Self.mostShown else { return }
        checkup.add("refused", .note, "and \(refusals.count - Self.mostShown) more")
    }
}
