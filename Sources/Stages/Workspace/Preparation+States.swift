import GateModel
import Glibc
import Measuring

/// Where the states of one gate lie, before they are copied for each start.
struct StatePaths: Sendable {
    let seeded: String
    private let baseline: String
    private let candidate: String
    private let anchor: String
    private let smaller: [DataScale: (seeded: String, candidate: String)]

    /// Seeded data have names that no measured revision can guess, as the revisions have (``RevisionPlaces``).
    init(below root: String, of places: RevisionPlaces, for data: Service.DataSet?) {
        func path(_ arm: MeasuredRevision) -> String { StateCopies.newPath(in: places[arm], for: data) }
        func seededPath(in directory: String) -> String {
            data?.isFiles ?? true
                ? "\(directory)/seeded-\(RevisionPlaces.secret())"
                : StateCopies.newPath(in: directory, for: data)
        }
        seeded = seededPath(in: root)
        baseline = path(.baseline)
        candidate = path(.candidate)
        anchor = path(.anchor)
        smaller = DataScale.smaller.reduce(into: [:]) { smaller, scale in
            let directory = "\(root)/scale-\(scale)"
            smaller[scale] = (seededPath(in: directory), StateCopies.newPath(in: directory, for: data))
        }
    }

    subscript(arm: MeasuredRevision) -> String {
        switch arm {
        case .baseline: baseline
        case .candidate: candidate
        case .anchor: anchor
        }
    }

    /// What the baseline's `seed` makes at a scale.
    func seeded(at scale: DataScale) -> String { smaller[scale]?.seeded ?? seeded }

    /// The candidate's copy of that; of all revisions only it is measured on smaller data.
    func candidate(at scale: DataScale) -> String { smaller[scale]?.candidate ?? candidate }

    /// In the order in which they are dropped: copies before what they were made from.
    var all: [String] {
        [anchor, candidate, baseline, seeded] + smaller.values.flatMap { [$0.candidate, $0.seeded] }
    }
}

extension Preparation {
    /// How states are copied and dropped: with the baseline's own instruments, on both sides.
    var copies: StateCopies {
        let progress = progress
        return StateCopies(
            plan.pipeline.subject.data, instruments: instruments, environment: variables(.baseline),
            masks: environment.values(of: plan.pipeline.subject.secrets),
            say: { progress(Progress(stage: nil, text: $0)) })
    }

    /// From here on only copies of it are used, and before the next revision's code runs; where all share one state, it is there to be
    /// changed.
    func protectState(_ path: String) throws(MeasuringError) {
        guard case .service(let service) = plan.pipeline.subject, let data = service.data, data.isFiles,
            !service.sharesData
        else { return }
        try protected.protect("data", at: path)
    }

    /// Takes back what was made outside the workspace, as far as making it was begun.
    func dropStates() async {
        for path in states.all where access(path, F_OK) == 0 { await copies.drop(path) }
    }
}
