import GateModel
import Git

extension DataFiles {
    /// The files that the commands of a plan's data set name; nil where it declares no data.
    ///
    /// A word of a command is a file's name where the tree has something at that path. What such a file reads in turn is
    /// not known.
    init?(of plan: Plan, in repository: borrowing Repository) throws(GitError) {
        guard let data = plan.pipeline.subject.data else { return nil }
        self.init(
            seed: try Self.named(by: data.seed, plan.baseline, repository),
            baselineMigration: try Self.named(by: data.migrate, plan.baseline, repository),
            candidateMigration: try Self.named(by: data.migrate, plan.candidate, repository))
    }

    private static func named(
        by command: DeclaredCommand?, _ revision: Revision, _ repository: borrowing Repository
    ) throws(GitError) -> [DataFile] {
        var files: [DataFile] = []
        for word in command?.description.split(whereSeparator: { " \t\n;&|<>()'\"".contains($0) }) ?? [] {
            let parts = word.split(separator: "/").filter { $0 != "." }
            let path = parts.joined(separator: "/")
            let isInTree = !path.isEmpty && !word.hasPrefix("/") && !parts.contains("..")
            guard isInTree, !files.contains(where: { $0.path == path }),
                let entry = try repository.entry(atPath: path, inTreeOf: revision.commit)
            else { continue }
            files.append(DataFile(path: path, object: entry.id))
        }
        return files
    }
}
