import Cryptography
import GateModel
import Git
import JSON
import YAML

/// A rollback scripts directory as one commit has it: what lies where, and the bytes that planning needs.
struct ScriptTree {
    private static let scriptLimit = 4 << 20
    private static let settingsLimit = 4096

    let commit: ObjectID
    /// `rollback/membership`
    let directory: String
    /// By path relative to `directory`: `redeploy`, `changes/20260714-payment-index/revert`.
    private let entries: [String: TreeEntry]

    init(of commit: ObjectID, directory: String, in repository: borrowing Repository) throws(GitError) {
        self.commit = commit
        self.directory = directory
        var entries: [String: TreeEntry] = [:]
        for entry in try repository.entries(under: directory, of: commit) {
            entries[String(entry.path.dropFirst(directory.count + 1))] = entry
        }
        self.entries = entries
    }

    /// Names of the change directories, sorted.
    var changes: [String] {
        let names = entries.keys.compactMap { path -> String? in
            let parts = path.split(separator: "/")
            return parts.count > 2 && parts[0] == "changes" ? String(parts[1]) : nil
        }
        return Set(names).sorted()
    }

    func has(_ path: String) -> Bool { entries[path] != nil }

    /// An executable script, with the digests that say which bytes it is.
    func script(_ path: String, in repository: borrowing Repository) throws -> RollbackStep.Script {
        let full = "\(directory)/\(path)"
        guard let entry = entries[path] else { throw RollbackError.scriptMissing(path: full, commit: commit) }
        guard entry.kind == .executable else {
            throw RollbackError.scriptNotExecutable(path: full, commit: commit)
        }
        let bytes = try repository.blob(entry.id, limit: Self.scriptLimit)
        return RollbackStep.Script(
            path: full, commit: commit, blob: entry.id, sha256: hexadecimal(sha256(bytes)))
    }

    func settings(ofChange name: String, in repository: borrowing Repository) throws -> ChangeSettings {
        let path = "changes/\(name)/change.yaml"
        let full = "\(directory)/\(path)"
        guard let entry = entries[path], entry.kind == .blob || entry.kind == .executable else {
            throw RollbackError.settingsMissing(path: full, commit: commit)
        }
        let bytes = try repository.blob(entry.id, limit: Self.settingsLimit)
        do throws(SettingsProblem) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw SettingsProblem("the file is not UTF-8")
            }
            return try ChangeSettings(parsing: text)
        } catch {
            let position = FilePosition(file: full, line: error.place.line, column: error.place.column)
            throw RollbackError.settingsInvalid(position, commit: commit, problem: error.words)
        }
    }
}
