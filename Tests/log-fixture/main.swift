import DecisionLog
import FoundationEssentials
import GateModel
import Git

// Appends entries to a log, as a gate in another process does:
// log-fixture REPOSITORY ENVIRONMENT TRUST-FILE KEY-FILE RUN COUNT [KIND TIME]
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
let nothing = Decision.Judged(stages: [])
let body: Decision.Body =
    switch kind {
    case "approve": .approve(nothing)
    case "block": .block(nothing)
    default: preconditionFailure("KIND is neither 'approve' nor 'block'")
    }
@MainActor func decision(_ run: String) -> Decision {
    Decision(
        Decision.Header(
            environment: arguments[2],
            pipeline: Decision.PipelineSource(
                name: "membership", path: "pipelines/membership.yaml", blob: head.tree, sha256: "00"),
            candidate: candidate, baseline: nil,
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
