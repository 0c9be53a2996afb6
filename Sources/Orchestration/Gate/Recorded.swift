import DecisionLog

/// What a run added to the log, and what went wrong beside what it did: neither stops what has begun.
struct Recorded: Sendable {
    private(set) var entries: [LogEntry] = []
    /// `entry 'deployed' could not be recorded: log: error: …`
    private(set) var problems: [String] = []

    mutating func add(_ entry: LogEntry) { entries.append(entry) }

    /// Appends an entry; where that fails the failure is kept, and said at once.
    mutating func add(_ kind: String, in session: CommandContext, _ append: () throws -> LogEntry) {
        do {
            entries.append(try append())
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
