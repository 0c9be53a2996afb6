import DecisionLog

/// What a run added to the log, and what went wrong beside what it did: neither stops what has begun.
struct Recorded: Sendable {
    private(set) var entries: [LogEntry] = []
    /// `entry 'deployed' could not be recorded: log: error: …`
    private(set) var problems: [String] = []

    mutating func add(_ recorded: RecordedDecision, in session: CommandContext) {
        switch recorded {
        case .entry(let entry): entries.append(entry)
        case .waiting(let path, let why):
            session.say("\(why)")
            session.say("what happened waits, signed, in '\(path)'; going on")
        }
    }

    /// Appends an entry; where that fails the failure is kept, and said at once.
    mutating func add(
        _ kind: String, in session: CommandContext, _ append: () async throws -> RecordedDecision
    ) async {
        do {
            add(try await append(), in: session)
        } catch {
            note("entry '\(kind)' could not be recorded, going on all the same: \(error)", in: session)
        }
    }

    mutating func note(_ problem: String, in session: CommandContext) {
        problems.append(problem)
        session.say(problem)
    }

    mutating func add(_ other: Recorded) {
        entries += other.entries
        problems += other.problems
    }
}
