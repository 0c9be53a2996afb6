package import GateModel
import Git
import Measuring
import Processes

extension CommandContext {
    /// How the subject's commands are confined on this machine, with what the plan opens to them.
    ///
    /// - Throws: where it cannot be found out.
    func confinement(opening openings: SandboxOpenings) async throws -> SubjectConfinement {
        let isolation = try await Processes.offeredIsolation(atMost: bestIsolation)
        if isolation == .none { return .none }
        if case .strong = isolation { try refuseReplacedPlaces() }
        return try SubjectConfinement(
            isolation, caller: caller, hidden: try hiddenPaths(), openings: openings)
    }

    /// Every command has a `/dev` of its own, so what a gate makes below the machine's is not there for it.
    private func refuseReplacedPlaces() throws {
        for (name, path) in [("TMPDIR", caller.temporary), ("PAWL_CACHE", cacheDirectory)] {
            guard let path, isInside(realPath(path) ?? path, "/dev") else { continue }
            throw ReplacedPlace(name: name, path: path)
        }
    }

    /// The form in which a plan's subject would run here, as a gate says it: `strong (landlock 7), cgroup (pids), memory not
    /// limited`; nil where nothing of it runs here.
    package func offeredConfinement(for plan: Plan) async throws -> String? {
        if plan.pipeline.subject.isExternal { return nil }
        return SubjectConfinement.text(try await Processes.offeredIsolation(atMost: bestIsolation))
    }

    /// The files whose modes are watched while judged code runs: key, trust file, and what Pawl keeps in the repository.
    func protectedModes() throws -> ProtectedModes {
        let own = try Repository(discoverFrom: directory).gitDirectory + "/pawl"
        return ProtectedModes(of: protectedFiles + [own])
    }

    /// The repository with its log and its work tree is among them: what a revision has is exported for it.
    private func hiddenPaths() throws -> [String] {
        let repository = try Repository(discoverFrom: directory)
        let ofRepository = [repository.gitDirectory, repository.workDirectory].compactMap { $0 }
        return protectedPaths + ofRepository + [cacheDirectory].compactMap { $0 }
    }
}

extension Pipeline {
    /// Why this pipeline judges nothing on a machine with this form; nil where it may.
    func whyUnconfined(_ isolation: Isolation) -> Inconclusive? {
        guard requiresIsolation, !isolation.isSufficient else { return nil }
        let gap = isolation.gap.map { ": \($0)" } ?? ""
        return Inconclusive(
            .isolationMissing,
            "'isolation: required', and this machine offers \(isolation) for the judged code\(gap); 'pawl doctor' says why"
        )
    }
}

/// A setting that names a place which confined commands do not have.
private struct ReplacedPlace: Error, CustomStringConvertible {
    let name: String
    let path: String

    var description: String {
        "\(name) '\(path)' lies in /dev, of which every confined command has its own; name another directory"
    }
}
