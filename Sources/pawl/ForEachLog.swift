import ArgumentParser
import DecisionLog
import GateModel
import Orchestration

extension SessionOptions {
    /// Hands over the log of the named environment, or of every one that should have a log in this repository.
    ///
    /// What is wrong with one hides no other: it is said, and the rest follow.
    ///
    /// - Parameter body: returns whether the log holds.
    /// - Throws: ``ExitCode/logBroken`` in the end where a log does not hold, else the code of what went wrong.
    func forEachLog(_ only: String?, _ body: (DecisionLog) throws -> Bool) throws {
        let (names, allAreSound) = try environments(only, repository)
        let trust = try settings.trustFile()
        let least = try settings.leastCheckpoint(trust: trust)
        var codes: [ExitCode] = allAreSound ? [] : [.logBroken]
        for name in names {
            do {
                let log = try DecisionLog(
                    repository: repository, environment: name, trust: trust, memory: LogMemory(least: least))
                if try !body(log) { codes.append(.logBroken) }
            } catch {
                Terminal.message(errorText(error))
                codes.append(failureCode(error))
            }
        }
        guard let first = codes.first else { return }
        throw codes.contains(.logBroken) ? ExitCode.logBroken : first
    }

    func log(_ environment: String) throws -> DecisionLog {
        let trust = try settings.trustFile()
        let memory = LogMemory(least: try settings.leastCheckpoint(trust: trust))
        return try DecisionLog(repository: repository, environment: environment, trust: trust, memory: memory)
    }
}

/// The named environment, or all that should have a log in this repository, and whether nothing is where only logs
/// should be; what is, is said.
func environments(_ only: String?, _ directory: String) throws -> (names: [String], areSound: Bool) {
    if let only { return ([only], true) }
    let known = try KnownEnvironments(inRepositoryOf: directory)
    for problem in known.problems { Terminal.message("\(problem)") }
    guard !known.names.isEmpty || !known.problems.isEmpty else {
        Terminal.message(
            """
            log: error: this repository has no decision log
              hint: bring it from where it is shared: pawl log sync
              hint: only if there is none, begin it: pawl log adopt COMMIT --pipeline NAME, where COMMIT is what runs now
            """
        )
        throw ExitCode.notConfigured
    }
    return (known.names, known.problems.isEmpty)
}
