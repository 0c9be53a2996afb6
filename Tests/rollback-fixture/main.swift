// Stands in for a gate in the tests: `rollback-fixture REPOSITORY SCRIPTS FROM TO JOURNAL STATE` rolls back
// and prints the outcome; scripts get STATE as a variable.
import GateModel
import Git
import Glibc
import Rollback

let arguments = CommandLine.arguments
guard arguments.count == 7 else { exit(64) }
do {
    let repository = try Repository(discoverFrom: arguments[1])
    func revision(_ name: String) throws -> Revision {
        let commit = try repository.commit(repository.resolve(name))
        return Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
    }
    let settings = Pipeline.Rollback(
        scripts: arguments[2], deployed: nil, within: .seconds(600),
        position: FilePosition(file: "fixture", line: 1, column: 1))
    let plan = try planRollback(
        from: revision(arguments[3]), to: revision(arguments[4]), settings: settings, in: repository)
    let context = RollbackContext(
        repository: arguments[1], environmentName: "staging", run: "fixture",
        variables: ["PATH": "/usr/bin:/bin", "STATE": arguments[6]], masks: [], journal: arguments[5],
        progress: { _ in },
        isInterrupted: { false })
    print(try await RollbackSteps(plan, context).run(fingerprintBefore: nil).outcome.word)
} catch {
    print(error)
}
