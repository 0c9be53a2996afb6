import Contracts
import GateModel
import Git
import Measuring
import Processes

extension ContractTrees {
    /// Through the package manager, which builds both revisions' libraries in a repository of their own.
    ///
    /// That repository has the package alone, as both revisions committed it: one that depends on what lies beside it
    /// does not build there, and shows nothing.
    func compareSwift(_ package: String, _ products: [String]) async throws(MeasuringError) -> CheckedContract
    {
        let manifest = package == "." ? "Package.swift" : "\(package)/Package.swift"
        if let unpaired = unpaired(try presence(of: manifest), "Swift package") { return unpaired }
        let version = try await version(of: .swift)
        for subject in subjects { try await commit(package, of: subject) }
        let chosen = products.flatMap { ["--products", $0] }
        let result = try await run(
            .swift, ["swift", "package", "diagnose-api-breaking-changes", "HEAD~1"] + chosen, in: repository)
        guard case .exited(let status) = result.end, status <= 1 else { throw failure("swift", result) }
        let report = try read("swift package", result) { () throws(NotUnderstood) in
            try .swiftPackage(
                String(decoding: result.output.bytes, as: UTF8.self), subject: contract.subject)
        }
        guard (status == 0) == report.differences.isEmpty else { throw failure("swift", result) }
        return checked(report, by: version)
    }

    private var repository: String { "\(scratch)/package" }

    /// Makes the package of one revision the newest commit of the scratch repository.
    private func commit(_ package: String, of subject: Subject) async throws(MeasuringError) {
        let export = "\(scratch)/\(subject.side.rawValue)"
        do throws(GitError) {
            try Repository(discoverFrom: context.repository).export(
                commit: subject.revision.commit, subdirectory: package == "." ? nil : package, to: export)
        } catch {
            throw MeasuringError(
                .notEvaluated, "files of the \(subject.side.rawValue) for \(contract.name)", cause: error)
        }
        let script = """
            set -e
            git init --quiet "$REPOSITORY"
            cd "$REPOSITORY"
            find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
            cp -a "$SOURCE/." .
            rm -rf .build
            git add --all --force
            git -c user.name=pawl -c user.email=pawl@localhost commit --quiet --allow-empty --message "$SIDE"
            """
        var variables = base.merging(ContractTool.swift.environment) { $1 }
        variables["SOURCE"] = export
        variables["REPOSITORY"] = repository
        variables["SIDE"] = subject.side.rawValue
        let result = try await run(.shell(script), named: "git", in: work, variables)
        guard result.end == .exited(0) else { throw failure("git", result) }
    }
}
