import Crypto
import GateModel
import Git

/// A rollback scripts directory as one commit has it: what lies where, and the bytes that matter for planning.
struct ScriptTree {
    let commit: ObjectID
    /// `rollback/membership`
    let directory: String
    /// By path relative to `directory`: `redeploy`, `changes/20260714-payment-index/revert`.
    private let entries: [String: TreeEntry]
    private let repositoryPath: String

    init(of commit: ObjectID, directory: String, in repository: borrowing Repository) throws(GitError) {
        self.commit = commit
        self.directory = directory
        repositoryPath = repository.gitDirectory
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

    /// What a change consists of, whatever its directory is called: renaming a directory changes nothing in it.
    func content(ofChange name: String) -> [String: ObjectID] {
        let prefix = "changes/\(name)/"
        let own = entries.filter { $0.key.hasPrefix(prefix) }
        return Dictionary(
            uniqueKeysWithValues: own.map { (String($0.key.dropFirst(prefix.count)), $0.value.id) })
    }

    /// An executable script, with the digests that say which bytes it is.
    func script(_ path: String, in repository: borrowing Repository) throws -> RollbackStep.Script {
        let full = "\(directory)/\(path)"
        guard let entry = entries[path] else { throw RollbackError.scriptMissing(path: full, commit: commit) }
        guard entry.kind == .executable else {
            throw RollbackError.scriptNotExecutable(path: full, commit: commit)
        }
        let bytes = try repository.blob(entry.id, limit: 4 << 20)
        return RollbackStep.Script(
            path: full, commit: commit, blob: entry.id, sha256: hexadecimal(SHA256.hash(data: bytes)))
    }

    func settings(ofChange name: String, in repository: borrowing Repository) throws -> ChangeSettings {
        let path = "changes/\(name)/change.yaml"
        let full = "\(directory)/\(path)"
        guard let entry = entries[path] else {
            throw RollbackError.settingsMissing(path: full, commit: commit)
        }
        let text = String(decoding: try repository.blob(entry.id, limit: 1 << 16), as: UTF8.self)
        do throws(SettingsProblem) {
            return try ChangeSettings(parsing: text)
        } catch {
            throw RollbackError.settingsInvalid(path: full, commit: commit, problem: error.words)
        }
    }
}

/// Lower-case hexadecimal digits, two a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
}
