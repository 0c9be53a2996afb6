import ArgumentParser
import Contracts
import DecisionLog
import GateModel
import Git
import Glibc
import Measuring
import Orchestration
import Pipelines
import Rollback

/// Runs a command's work; an error becomes a message on standard error and the exit code of its kind.
///
/// A reader that goes away ends no command midway: SIGPIPE is ignored from here on, and so is what cannot be printed.
func reporting<Value>(
    code: (any Error) -> ExitCode = failureCode, _ work: () async throws -> Value
) async throws -> Value {
    signal(SIGPIPE, SIG_IGN)
    do {
        return try await work()
    } catch let code as ExitCode {
        throw code
    } catch {
        Terminal.message(errorText(error))
        throw code(error)
    }
}

func failureCode(_ error: any Error) -> ExitCode {
    switch error {
    case is PipelineErrors, is RollbackError, is BenchmarkFormatError, is OpenAPIError: .badInput
    case let error as OrchestrationError: error.exitCode
    case let error as GitError: error.exitCode
    case is ConfigurationError, is TrustError, is SSHKeyError, is KeyFileError, is GuardedFileError,
        is SSHAgentError:
        .notConfigured
    case is BrokenEntry: .logBroken
    case let error as LogError: error.exitCode
    case let error as RemoteLogError: error.exitCode
    default: .internal
    }
}

extension OrchestrationError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .pipelineMissing, .noWorkTreeFile, .rolledBackBefore, .oneWayDoors, .neverRan, .anchorNeverRan,
            .noRollback,
            .alreadyRunning:
            .badInput
        case .nothingAdopted, .logMoved, .noLogAnywhere, .keyMissing, .noLog, .pipelineUnrecorded:
            .notConfigured
        case .severalPipelines, .severalEnvironments: .validationFailure
        case .anotherRun, .lockHeld, .openDeploy, .openRollback: .anotherRun
        case .contradiction, .deployedUnknown, .targetSilent, .environmentSilent: .unreachable
        }
    }
}

extension GitError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .notARepository, .notOwned, .sha256Repository, .cannotOpen, .noWorkTree: .notConfigured
        case .unresolved, .shallowBoundary, .missingObject, .objectTooLarge, .noDirectory, .submodules:
            .badInput
        case .lostRace, .lockedReference: .anotherRun
        case .directoryNotEmpty, .fileSystem, .failed: .internal
        }
    }
}

extension LogError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .environmentName: .badInput
        case .refused, .clockBehind: .notConfigured
        case .locked, .lostRace: .anotherRun
        case .unfit, .evidenceAltered, .evidenceBroken, .guardedFileChanged, .seenUnreadable,
            .pendingUnreadable:
            .logBroken
        case .entryTooLarge, .evidenceTooLarge, .evidenceUnreadable, .notRemembered: .internal
        }
    }
}

extension RemoteLogError {
    fileprivate var exitCode: ExitCode {
        switch self {
        case .unreachable, .unanswered, .refused: .unreachable
        case .vanished, .rewound: .logBroken
        case .apart, .apartByOthers: .anotherRun
        case .severalRemotes, .nowhere, .noRemote: .notConfigured
        }
    }
}
