import Contracts
import GateModel
import Git
import Measuring
import Processes

extension ContractTrees {
    /// Through squawk: the `.sql` files below a directory that the candidate adds or changes.
    func lintMigrations(_ directory: String) async throws(MeasuringError) -> CheckedContract {
        let old = try migrations(below: directory, of: context.baseline)
        let new = try migrations(below: directory, of: context.candidate)
        guard !new.isEmpty || !old.isEmpty else {
            throw MeasuringError(
                .notComparable, "neither revision has a migration '*.sql' below '\(directory)'")
        }
        let version = try await version(of: .squawk)
        let removed = old.keys.filter { new[$0] == nil }.sorted().map { removal(of: $0, directory) }
        let files = new.filter { old[$0.key] != $0.value }.mapValues(Self.withoutWaivers)
        guard !files.isEmpty else {
            return CheckedContract(differences: removed, note: "\(version), no new migration")
        }
        for (path, text) in files { try put(text, at: path) }
        // Squawk looks for settings in all directories above, which could switch rules off; the nearest ones count.
        try put([], at: ".squawk.toml")
        let result = try await run(.squawk, ["squawk", "--reporter", "json", "--"] + files.keys.sorted())
        guard result.end == .exited(0) || result.end == .exited(1) else { throw failure("squawk", result) }
        let report = try read("squawk", result) { () throws(NotUnderstood) in
            try .squawk(result.output.bytes, directory: directory, files: files)
        }
        var checked = checked(report, by: version)
        checked.differences = removed + checked.differences
        return checked
    }

    /// In bytes.
    private static let largestMigration = 4 << 20

    /// A migration that ran everywhere already and is no longer there cannot run where it has not.
    private func removal(of path: String, _ directory: String) -> Difference {
        Difference(
            contract: .sql, subject: directory, kind: Difference.Kind(rawValue: "migration-removed"),
            severity: .warning, operation: path, place: "", baseline: "present", candidate: "removed",
            text: "the candidate has no migration '\(path)'")
    }

    /// Blobs by their paths in the repository.
    private func migrations(
        below directory: String, of subject: Subject
    ) throws(MeasuringError) -> [String: [UInt8]] {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: context.repository)
            var files: [String: [UInt8]] = [:]
            let entries = try repository.entries(
                under: directory == "." ? "" : directory, of: subject.revision.commit)
            for entry in entries where entry.name.hasSuffix(".sql") {
                guard entry.kind == .blob || entry.kind == .executable else {
                    throw .failed(operation: "read '\(entry.path)'", reason: "it is no plain file")
                }
                files[entry.path] = try repository.blob(entry.id, limit: Self.largestMigration)
            }
            return files
        } catch {
            throw MeasuringError(
                .notComparable, "\(subject.side.rawValue): '\(directory)' cannot be read", cause: error)
        }
    }

    private func put(_ text: [UInt8], at path: String) throws(MeasuringError) {
        let file = "\(work)/\(path)"
        do throws(FileError) {
            try makeDirectory(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
            try durableWrite(text, to: file)
        } catch {
            throw MeasuringError(.notEvaluated, "'\(path)' for squawk", cause: error)
        }
    }

    /// A comment cannot switch a rule off: what waives a break is a signed override. The text keeps its length.
    private static func withoutWaivers(_ text: [UInt8]) -> [UInt8] {
        Array(String(decoding: text, as: UTF8.self).replacing("squawk-ignore", with: "squawk-heeded").utf8)
    }
}
