import ArgumentParser
import DecisionLog
import GateModel
import Orchestration

extension SessionOptions {
    /// Hands over the log of the named environment, or of every one that should have a log in this repository.
    ///
    /// What is wrong with one hides no other: it is said, and the rest follow.
    ///
    /// - Parameters:
    ///   - includesMissing: whether those are among them that the trust file names and that are not here.
    ///   - body: returns whether the log holds.
    /// - Throws: ``ExitCode/logBroken`` in the end where a log does not hold, else the code of what went wrong.
    func forEachLog(
        _ only: String?, includesMissing: Bool = false, _ body: (DecisionLog) throws -> Bool
    ) throws {
        let trust = try settings.trustFile()
        let least = try settings.leastCheckpoint(trust: trust)
        let (names, allAreSound) = try environments(only, repository, includesMissing ? trust : nil)
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
///
/// - Parameter trust: those that it names should have a log too.
func environments(
    _ only: String?, _ directory: String, _ trust: TrustFile? = nil
) throws -> (names: [String], areSound: Bool) {
    if let only { return ([only], true) }
    let known = try KnownEnvironments(inRepositoryOf: directory, trust: trust)
    for problem in known.problems { Terminal.message("\(problem)") }
    let names = known.names + known.missing
    guard !names.isEmpty || !known.problems.isEmpty else {
        Terminal.message(
            """
            log: error: this repository has no decision log
              hint: bring it from where it is shared: pawl log sync
              hint: only if there is none, begin it: pawl log adopt COMMIT --pipeline NAME, where COMMIT is what runs now
            """
        )
        throw ExitCode.notConfigured
    }
    return (names, known.problems.isEmpty)
}
