import ArgumentParser
import GateModel
import Orchestration

/// What a deploy step reads; the numbers are promised to users.
extension ExitCode {
    static let blocked = ExitCode(10)
    static let rolledBack = ExitCode(11)
    /// A rollback failed, is unfinished, or could not be verified: page someone. Outranks all others.
    static let rollbackFailed = ExitCode(12)
    static let inconclusive = ExitCode(13)
    static let logBroken = ExitCode(14)
    static let drillFailed = ExitCode(15)
    static let badInput = ExitCode(65)
    static let unreachable = ExitCode(69)
    static let `internal` = ExitCode(70)
    static let anotherRun = ExitCode(75)
    static let notConfigured = ExitCode(78)

    /// What a run ends with whose log did not stay as it was verified: a success is none, and a rollback that is verified but
    /// not recorded needs somebody to look.
    func whereLogIsBroken(_ isBroken: Bool) -> ExitCode {
        guard isBroken else { return self }
        switch self {
        case .success, .internal: return .logBroken
        case .rolledBack: return .rollbackFailed
        default: return self
        }
    }

    static func interrupted(bySignal signal: Int32) -> ExitCode { ExitCode(128 + signal) }
}

extension GateOutcome {
    /// The code that says it; an interrupt speaks for itself unless a rollback has something worse to say.
    func exitCode(interruptedBy signal: Int32?) -> ExitCode {
        switch self {
        case .rolledBack(let report) where !report.outcome.isVerified: .rollbackFailed
        case .rollbackImpossible: .rollbackFailed
        case .approved, .deployed: .success
        case .advice: signal.map(ExitCode.interrupted) ?? .success
        case .rolledBack: .rolledBack
        case .blocked: .blocked
        case .inconclusive, .held: signal.map(ExitCode.interrupted) ?? .inconclusive
        }
    }
}

extension GateReport {
    /// That of the outcome; a success that could not be recorded is none.
    func exitCode(interruptedBy signal: Int32?) -> ExitCode {
        let code = outcome.exitCode(interruptedBy: signal)
        return code == .success && !problems.isEmpty ? .internal : code
    }
}
