import GateModel
import Git
import Glibc
import Processes

/// The environments that there should be a log of in a repository: those with a log, with evidence, those whose log this
/// machine has seen, and those that the trust file names. So one whose reference was deleted is still among them.
package struct KnownEnvironments: Hashable, Sendable {
    /// Of which something is here, sorted.
    package private(set) var names: [String] = []
    /// Those that only the trust file names, sorted.
    package private(set) var missing: [String] = []
    /// What is wrong with references where only logs and evidence should be.
    package private(set) var problems: [Problem] = []

    package enum Problem: Hashable, Sendable, CustomStringConvertible {
        /// Its name is none that an environment can have.
        case stranger(reference: String)
        /// Not all names are known then.
        case unlisted(reason: String)

        package var description: String {
            switch self {
            case .stranger(let reference):
                """
                log: error: '\(printable(reference))' is in the place of a log or its evidence, and no environment has such a name
                  hint: find out who made it, and delete it
                """
            case .unlisted(let reason):
                """
                log: error: \(printable(reason))
                  hint: run 'git fsck' to see whether the repository is whole
                """
            }
        }
    }

    /// - Parameter directory: one of the repository.
    package init(inRepositoryOf directory: String, trust: TrustFile? = nil) throws {
        let repository = try Repository(discoverFrom: directory)
        var found = Set(try Self.marks(in: repository.gitDirectory + "/pawl"))
        do throws(GitError) {
            for prefix in [DecisionLog.references, DecisionLog.evidenceReferences] {
                for reference in try repository.referenceNames(under: prefix) {
                    let name = String(reference.dropFirst(prefix.count))
                    if DecisionLog.isName(name) {
                        found.insert(name)
                    } else {
                        problems.append(.stranger(reference: reference))
                    }
                }
            }
        } catch {
            problems.append(.unlisted(reason: error.happening))
        }
        names = found.sorted()
        missing = Set(trust?.rules.environments.keys.map { $0 } ?? []).subtracting(found).sorted()
    }

    /// By the names of the files `log-staging.seen`.
    private static func marks(in stateDirectory: String) throws(FileError) -> [String] {
        let files: [String]
        do throws(FileError) {
            files = try directoryNames(stateDirectory)
        } catch {
            if error.code == ENOENT { return [] }
            throw error
        }
        return files.compactMap { file in
            guard file.hasPrefix("log-"), file.hasSuffix(".seen") else { return nil }
            let name = String(file.dropFirst("log-".count).dropLast(".seen".count))
            return DecisionLog.isName(name) ? name : nil
        }
    }
}
