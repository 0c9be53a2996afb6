package import GateModel
package import Measuring
import Processes

/// A private directory with both revisions exported from git, built, and with their data made.
///
/// Everything lies below one temporary directory that goes when this does.
package struct Workspace: Sendable {
    package let baseline: Subject
    package let candidate: Subject
    /// Sizes of the data sets after each revision's own migrations.
    package let counts: [DataCount]
    private let directory: TemporaryDirectory

    /// Exports, builds, seeds once, migrates a copy for each side, and counts.
    ///
    /// - Throws: ``MeasuringError`` where a command failed; the reason says which; nothing is left behind.
    package static func prepare(
        _ plan: Plan, repository path: String, environment: CallerEnvironment,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(MeasuringError) -> Workspace {
        let directory: TemporaryDirectory
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-gate-")
        } catch {
            throw MeasuringError(.dataNotReady, "workspace", cause: error)
        }
        let preparation = Preparation(
            plan: plan, root: directory.path, environment: environment, progress: progress)
        do throws(MeasuringError) {
            try preparation.export(from: path)
            try await preparation.build()
            try await preparation.seed()
            let counts = try await preparation.migrateAndCount()
            return Workspace(
                baseline: preparation.subject(.baseline), candidate: preparation.subject(.candidate),
                counts: counts, directory: directory)
        } catch {
            discard(directory)
            throw error
        }
    }

    package func remove() { discard(directory) }
}

private func discard(_ directory: TemporaryDirectory) {
    do {
        try directory.remove()
    } catch {
        // It tries again, aloud, when the object goes.
    }
}
