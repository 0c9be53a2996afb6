package import GateModel

/// Where and for whom a rollback runs.
package struct RollbackContext: Sendable {
    /// A directory of the repository.
    package let repository: String
    package let environmentName: String
    /// The run's own id.
    package let run: String
    /// What scripts get besides Pawl's own variables; they inherit nothing. Without a `HOME` they get an
    /// empty directory for one.
    package let variables: [String: String]
    /// Secret values, which no report repeats.
    package let masks: [String]
    /// The journal's file, in a directory that exists; nil where there is no place for one.
    package let journal: String?
    package let progress: @Sendable (Progress) -> Void
    /// Asked between steps: a first interrupt lets the step in flight end and leaves the rest.
    package let isInterrupted: @Sendable () -> Bool

    package init(
        repository: String, environmentName: String, run: String, variables: [String: String],
        masks: [String], journal: String?, progress: @escaping @Sendable (Progress) -> Void,
        isInterrupted: @escaping @Sendable () -> Bool
    ) {
        self.repository = repository
        self.environmentName = environmentName
        self.run = run
        self.variables = variables
        self.masks = masks
        self.journal = journal
        self.progress = progress
        self.isInterrupted = isInterrupted
    }
}

extension RollbackContext {
    /// Line by line: an error has its hint below it.
    func say(_ text: String) {
        for line in text.split(separator: "\n") { progress(Progress(stage: nil, text: String(line))) }
    }
}
