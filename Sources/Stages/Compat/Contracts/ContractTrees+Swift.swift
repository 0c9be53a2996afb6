import Contracts
import GateModel
import Measuring
import Processes

extension ContractTrees {
    /// Through the API digester of the toolchain, over what each revision's package says of itself.
    ///
    /// Manifests, macros and plugins are code. So each revision is built and described in jobs of its own, which write nothing
    /// but their own files, the baseline's first and kept in memory; the two descriptions are compared where no code of
    /// either runs.
    func compareSwift(_ package: String, _ products: [String]) async throws(MeasuringError) -> CheckedContract
    {
        let manifest = package == "." ? "Package.swift" : "\(package)/Package.swift"
        let roots = try exported()
        if let unpaired = unpaired(try presence(of: manifest, in: roots), "Swift package") { return unpaired }
        let version = try await version(of: .swift)
        let baseline = try SwiftSide(.baseline, "\(roots.baseline)/\(package)", in: self)
        let old = try await baseline.libraries(products)
        if let unknown = products.first(where: { old.products[$0] == nil }) {
            throw MeasuringError(.notComparable, "the baseline's package has no library product '\(unknown)'")
        }
        guard !old.products.isEmpty else {
            throw MeasuringError(.notComparable, "the baseline's package has no library product")
        }
        let promised = try await baseline.descriptions(of: old)
        let candidate = try SwiftSide(.candidate, "\(roots.candidate)/\(package)", in: self)
        let new = try await candidate.libraries(products)
        let removed = SignatureReport(old.removed(in: new, subject: contract.subject)).differences
        let common = old.kept(in: new)
        guard !common.modules.isEmpty else { return CheckedContract(differences: removed, note: version) }
        let kept = try await candidate.descriptions(of: common)
        var compared = SwiftComparison(subject: contract.subject)
        for module in common.modules.sorted() {
            guard let before = promised[module], let after = kept[module] else { continue }
            let found = try await digest(before, after)
            do throws(NotUnderstood) {
                try compared.add(found, of: module)
            } catch {
                throw MeasuringError(.notEvaluated, "swift-api-digester: \(error)")
            }
        }
        var checked = checked(compared.report(due: common.modules), by: version)
        checked.differences = removed + checked.differences
        return checked
    }

    /// What the digester says of two descriptions of a module, on standard error.
    private func digest(_ before: [UInt8], _ after: [UInt8]) async throws(MeasuringError) -> String {
        let paths = ["\(work)/baseline.json", "\(work)/candidate.json"]
        do throws(FileError) {
            try durableWrite(before, to: paths[0])
            try durableWrite(after, to: paths[1])
        } catch {
            throw MeasuringError(.notEvaluated, "API of the package", cause: error)
        }
        let result = try await run(
            .swiftAPIDigester,
            ["swift-api-digester", "-diagnose-sdk", "-compiler-style-diags"]
                + paths.flatMap { ["--input-paths", $0] })
        guard result.end == .exited(0) else { throw failure("swift-api-digester", result) }
        guard result.errorOutput.omittedBytes == 0 else {
            throw MeasuringError(.notEvaluated, "swift-api-digester printed too much")
        }
        return String(decoding: result.errorOutput.bytes, as: UTF8.self)
    }
}

/// One revision's package, and the only places that its code writes to.
private struct SwiftSide {
    private let side: Side
    private let package: String
    private let trees: ContractTrees
    private let place: String

    /// Of a description of one module; those of the largest packages have a tenth of it.
    private static let descriptionLimit = 256 << 20

    init(_ side: Side, _ package: String, in trees: ContractTrees) throws(MeasuringError) {
        self.side = side
        self.package = package
        self.trees = trees
        place = "\(trees.scratch)/swift-\(side.rawValue)"
        do throws(FileError) {
            for path in [place, "\(place)/home", "\(place)/tmp"] { try makeDirectory(path) }
        } catch {
            throw MeasuringError(
                .notEvaluated, "directory for the package of the \(side.rawValue)", cause: error)
        }
    }

    func libraries(_ products: [String]) async throws(MeasuringError) -> SwiftLibraries {
        let name = "swift package dump-package of the \(side.rawValue)"
        let result = try await run(.direct(["swift", "package", "dump-package"]), named: name)
        do throws(NotUnderstood) {
            return try SwiftLibraries(result.output.bytes, only: products)
        } catch {
            throw MeasuringError(.notEvaluated, "\(name): \(error)")
        }
    }

    /// What the digester describes of each module, as JSON; of a module that it passes over, such as one in C, nothing.
    ///
    /// The package manager knows what the digester needs to read a module. It describes revisions of a repository, so the
    /// package becomes the only commit of one, and is compared with itself. A package that depends on what lies beside it
    /// does not build there.
    func descriptions(of libraries: SwiftLibraries) async throws(MeasuringError) -> [String: [UInt8]] {
        let script = """
            set -e
            rm -rf .build .git
            git init --quiet .
            git add --all --force
            git -c user.name=pawl -c user.email=pawl@localhost commit --quiet --allow-empty --message package
            exec swift package diagnose-api-breaking-changes HEAD --baseline-dir "$DESCRIPTIONS" "$@"
            """
        let chosen = libraries.products.keys.sorted().flatMap { ["--products", $0] }
        _ = try await run(
            .direct(["sh", "-c", script, "sh"] + chosen), named: "swift package of the \(side.rawValue)")
        var found: [String: [UInt8]] = [:]
        do throws(FileError) {
            for commit in try directoryNames(descriptionPlace) {
                let directory = "\(descriptionPlace)/\(commit)"
                let names = try directoryNames(directory)
                for module in libraries.modules where names.contains("\(module).json") {
                    found[module] = try smallFile(
                        "\(directory)/\(module).json", limit: Self.descriptionLimit)
                }
            }
        } catch {
            throw MeasuringError(.notEvaluated, "API of the \(side.rawValue)'s package", cause: error)
        }
        for (module, description) in found {
            do throws(NotUnderstood) {
                try SwiftComparison.check(description, describes: module)
            } catch {
                throw MeasuringError(
                    .notEvaluated, "API of the \(side.rawValue)'s module \(module): \(error)")
            }
        }
        return found
    }

    private var descriptionPlace: String { "\(place)/descriptions" }

    private func run(_ line: Command.Line, named name: String) async throws(MeasuringError) -> CommandResult {
        var variables = trees.base.merging(ContractTool.swift.environment) { $1 }
        variables["HOME"] = "\(place)/home"
        variables["TMPDIR"] = "\(place)/tmp"
        variables["DESCRIPTIONS"] = descriptionPlace
        let result: CommandResult
        do throws(MeasuringError) {
            result = try await trees.run(
                line, named: name, in: package, variables, reading: [], writing: [package, place])
        } catch {
            guard error.inconclusive.reason == .toolMissing else { throw error }
            throw trees.missing(.swift)
        }
        guard result.end == .exited(0) else { throw trees.failure(name, result) }
        return result
    }
}
