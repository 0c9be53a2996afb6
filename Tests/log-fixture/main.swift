import DecisionLog
import FoundationEssentials
import GateModel
import Git

// Appends entries to a log, as a gate in another process does:
// log-fixture REPOSITORY ENVIRONMENT TRUST-FILE KEY-FILE RUN COUNT [KIND TIME [PIPELINE BASELINE]]
//
// A '#' in RUN stands for an entry's number, from 0 on. With LOG_FIXTURE_REMOTE the log is shared at that remote.
let arguments = CommandLine.arguments
let variables = ProcessInfo.processInfo.environment
let trust = try TrustFile(path: arguments[3])
let key = try loadKey(path: arguments[4])

let repository = try Repository(discoverFrom: arguments[1])
let memory = LogMemory()
if let remote = variables["LOG_FIXTURE_REMOTE"] {
    let git = GitProgram(gitDirectory: repository.gitDirectory, variables: variables)
    memory.share(arguments[2], at: SharedLog(LogRemote(remote), git: git))
}
let log = try DecisionLog(
    repository: arguments[1], environment: arguments[2], trust: trust, memory: memory)
let head = try repository.commit(repository.resolve("HEAD"))
let candidate = Revision(commit: head.id, tree: head.tree, summary: head.summary)
let kind = arguments.count > 7 ? arguments[7] : "approve"
let time = arguments.count > 8 ? Int64(arguments[8]) : 1_780_000_000
guard let time else { preconditionFailure("TIME is no whole number") }
let pipeline = arguments.count > 9 ? arguments[9] : "membership"
let baseline: Revision?
if arguments.count > 10 {
    let commit = try repository.commit(repository.resolve(arguments[10]))
    baseline = Revision(commit: commit.id, tree: commit.tree, summary: commit.summary)
} else {
    baseline = nil
}
let plan = RollbackPlan(
    from: candidate, to: baseline ?? candidate, steps: [], leftForPeople: [], budget: .seconds(1))
func rolledBack(_ outcome: RollbackReport.Outcome) -> Decision.Body {
    .rolledBack(
        RollbackReport(plan: plan, results: [], outcome: outcome, seconds: 1, fingerprints: nil))
}
let nothing = Decision.Judged(stages: [])
let body: Decision.Body =
    switch kind {
    case "approve": .approve(nothing)
    case "block": .block(nothing)
    case "advice": .advice(nothing)
    case "deploy-started": .deployStarted
    case "deployed": .deployed(nothing)
    case "rollback-started": .rollbackStarted(plan)
    case "rolled-back": rolledBack(.verified)
    case "rollback-failed": rolledBack(.failed(step: 2))
    default: preconditionFailure("KIND is none that this makes")
    }
@MainActor func decision(_ run: String) -> Decision {
    Decision(
        Decision.Header(
            environment: arguments[2],
            pipeline: Decision.PipelineSource(
                name: pipeline, path: "pipelines/\(pipeline).yaml", blob: head.tree, sha256: "00"),
            candidate: candidate, baseline: baseline,
            context: Decision.Context(
                actor: "ci", host: Decision.Host(cores: 2, kernel: "6.1", loadThousandths: 0), pawl: "0",
                judging: "0", time: time, run: run)),
        body)
}
guard let count = Int(arguments[6]) else { preconditionFailure("COUNT is no whole number") }
for number in 0..<count {
    let decision = decision(arguments[5].replacing("#", with: "\(number)"))
    guard case .entry = try await log.record(decision, evidence: nil, key: key, checking: { _ in }) else {
        preconditionFailure("the remote is down")
    }
}
