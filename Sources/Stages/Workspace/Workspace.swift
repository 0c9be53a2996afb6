package import GateModel
package import Measuring
import Processes

/// A private directory with both revisions exported from git, built, and with their data made.
///
/// Everything lies below one temporary directory that goes when this does.
package struct Workspace: Sendable {
    package let baseline: Subject
    package let candidate: Subject
    /// Where the plan has an anchor.
    package let anchor: Subject?
    /// Sizes of the data sets after each revision's own migrations.
    package let counts: [DataCount]
    /// The candidate on smaller data, in ascending order; empty where no rule is about cost against size.
    package let scaled: [ScaledSubject]
    private let preparation: Preparation
    private let directory: TemporaryDirectory
    private let claims: HeldCacheEntries

    /// - Throws: where files or data of a revision were changed since they were made.
    package func checkUnchanged() throws(MeasuringError) { try preparation.protected.check() }

    /// Exports, builds, seeds once, migrates a copy for each side, and counts.
    ///
    /// With a cache, what an earlier gate built and seeded from the same content is used again.
    ///
    /// - Parameter builds: What builds begin with; nil where the pipeline opens no cache.
    /// - Throws: ``MeasuringError`` where a command failed; the reason says which; nothing is left behind.
    package static func prepare(
        _ plan: Plan, repository path: String, environment: CallerEnvironment, cache: ContentCache? = nil,
        builds: BuildCaches? = nil, confinement: SubjectConfinement,
        progress: @escaping @Sendable (Progress) -> Void
    ) async throws(MeasuringError) -> Workspace {
        let directory: TemporaryDirectory
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-gate-")
        } catch {
            throw MeasuringError(.dataNotReady, "workspace", cause: error)
        }
        let claims = claims(plan, in: cache, environment: environment, progress: progress)
        let preparation = Preparation(
            plan: plan, root: directory.path, environment: environment, progress: progress, claims: claims,
            builds: builds, confinement: confinement)
        do throws(MeasuringError) {
            try await preparation.make(from: path)
            let counts = try await preparation.migrateAndCount()
            var scaled: [ScaledSubject] = []
            for scale in plan.pipeline.smallerData {
                scaled.append(try await preparation.smallerData(scale))
            }
            try preparation.protected.check()
            return Workspace(
                baseline: preparation.subject(.baseline), candidate: preparation.subject(.candidate),
                anchor: plan.anchor == nil ? nil : preparation.subject(.anchor),
                counts: counts, scaled: scaled, preparation: preparation, directory: directory, claims: claims
            )
        } catch {
            await preparation.dropStates()
            claims.tidy()
            discard(directory)
            throw error
        }
    }

    /// Drops the states, and then everything else; cancelled or not.
    package func remove() async {
        await preparation.dropStates()
        claims.tidy()
        discard(directory)
    }

    private static func claims(
        _ plan: Plan, in cache: ContentCache?, environment: CallerEnvironment,
        progress: @Sendable (Progress) -> Void
    ) -> HeldCacheEntries {
        guard let cache else { return .none }
        do throws(FileError) {
            return try HeldCacheEntries(plan, in: cache, environment: environment)
        } catch {
            progress(Progress(stage: nil, text: "nothing is kept for the next gate: \(error)"))
            return .none
        }
    }
}

private func discard(_ directory: TemporaryDirectory) {
    do {
        try directory.remove()
    } catch {
        // It tries again, aloud, when the object goes.
    }
}
