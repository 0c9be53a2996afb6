import Contracts
import GateModel
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
        let roots = try exported()
        if let unpaired = unpaired(try presence(of: manifest, in: roots), "Swift package") { return unpaired }
        let version = try await version(of: .swift)
        let old = try await libraries(.baseline, in: "\(roots.baseline)/\(package)", products)
        try await commit(.baseline, "\(roots.baseline)/\(package)")
        // A manifest is code: the candidate's first runs where it reaches its own files only.
        let new = try await libraries(.candidate, in: "\(roots.candidate)/\(package)", products)
        try await commit(.candidate, "\(roots.candidate)/\(package)")
        if let unknown = products.first(where: { old.products[$0] == nil }) {
            throw MeasuringError(.notComparable, "the baseline's package has no library product '\(unknown)'")
        }
        guard !old.products.isEmpty else {
            throw MeasuringError(.notComparable, "the baseline's package has no library product")
        }
        let removed = SignatureReport(old.removed(in: new, subject: contract.subject)).differences
        let modules = old.modules.intersection(new.modules)
        guard !modules.isEmpty else { return CheckedContract(differences: removed, note: version) }
        let kept = old.products.keys.filter { new.products[$0] != nil }.sorted()
        let chosen = kept.flatMap { ["--products", $0] }
        let result = try await run(
            .swift, ["swift", "package", "diagnose-api-breaking-changes", "HEAD~1"] + chosen, in: repository)
        guard case .exited(let status) = result.end, status <= 1 else { throw failure("swift", result) }
        let report = try read("swift package", result) { () throws(NotUnderstood) in
            try .swiftPackage(
                String(decoding: result.output.bytes, as: UTF8.self), modules: modules,
                subject: contract.subject)
        }
        guard (status == 0) == report.differences.isEmpty else { throw failure("swift", result) }
        var checked = checked(report, by: version)
        checked.differences = removed + checked.differences
        return checked
    }

    /// The package manager says nothing of a product that is gone.
    private func libraries(
        _ side: Side, in place: String, _ products: [String]
    ) async throws(MeasuringError) -> SwiftLibraries {
        let home = "\(scratch)/home-\(side.rawValue)"
        var variables = base.merging(ContractTool.swift.environment) { $1 }
        variables["HOME"] = home
        do throws(FileError) {
            try makeDirectory(home)
        } catch {
            throw MeasuringError(.notEvaluated, home, cause: error)
        }
        let result = try await run(
            .direct(["swift", "package", "dump-package"]), named: "swift", in: place, variables,
            writing: [place, home])
        let name = "swift package dump-package of the \(side.rawValue)"
        guard result.end == .exited(0) else { throw failure(name, result) }
        do throws(NotUnderstood) {
            return try SwiftLibraries(result.output.bytes, only: products)
        } catch {
            throw MeasuringError(.notEvaluated, "\(name): \(error)")
        }
    }

    private var repository: String { "\(scratch)/package" }

    /// Makes the package of one revision the newest commit of the scratch repository.
    private func commit(_ side: Side, _ source: String) async throws(MeasuringError) {
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
        variables["SOURCE"] = source
        variables["REPOSITORY"] = repository
        variables["SIDE"] = side.rawValue
        let result = try await run(.shell(script), named: "git", in: work, variables)
        guard result.end == .exited(0) else { throw failure("git", result) }
    }
}
