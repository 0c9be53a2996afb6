import GateModel
import HTTPClient
import Statistics

/// Requests at their intended times, whatever the answers do; on the thread of the load.
final class OpenRun: LoadRun {
    private let loop: LoadLoop
    private let load: OpenLoad
    private let record: LoadRecord
    private let newUser: (Int) -> LoadUser
    private let completed: (LoadResult) -> Void
    private var pace: OpenPace
    private var mix: OperationMix
    private var generator: SeededGenerator
    private let start: UInt64
    private var users: [LoadUser] = []
    private var idle: [LoadUser] = []
    /// Due, and without a connection.
    private var waiting: [Due] = []
    private var firstWaiting = 0
    private var isOver = false

    private struct Due {
        let operation: Int
        let intended: UInt64
        let counts: Bool
    }

    private static let lateAfter = UInt64(LoadSummary.lateAfter / .nanoseconds(1))

    init(
        _ loop: LoadLoop, _ load: OpenLoad, _ mix: OperationMix, _ generator: SeededGenerator,
        _ record: LoadRecord, from start: UInt64, newUser: @escaping (Int) -> LoadUser,
        completed: @escaping (LoadResult) -> Void
    ) {
        self.loop = loop
        self.load = load
        self.mix = mix
        self.generator = generator
        self.record = record
        self.start = start
        self.newUser = newUser
        self.completed = completed
        pace = OpenPace(load)
    }

    func begin() { sendDue() }

    func stop() {
        guard !isOver else { return }
        isOver = true
        loop.close()
        complete(interrupted: true)
    }

    private func sendDue() {
        guard !isOver else { return }
        while let time = pace.nextTime {
            let intended = start + time
            let now = loop.now
            guard intended <= now else {
                return loop.schedule(at: intended) { [weak self] in self?.sendDue() }
            }
            let due = Due(
                operation: mix.next(&generator) ?? 0, intended: intended, counts: pace.isMeasured)
            pace.advance()
            if let user = freeUser() {
                send(due, by: user, now, waited: false)
            } else {
                waiting.append(due)
            }
        }
        endIfDone()
    }

    private func freeUser() -> LoadUser? {
        if let user = idle.popLast() { return user }
        guard users.count < load.connections else { return nil }
        let user = newUser(users.count)
        user.ended = { [unowned self] in ended($0, $1) }
        users.append(user)
        return user
    }

    private func send(_ due: Due, by user: LoadUser, _ now: UInt64, waited: Bool) {
        if due.counts, now > due.intended + Self.lateAfter { record.noteLate(waited: waited) }
        user.perform(due.operation, intended: due.intended, now: now, counts: due.counts)
    }

    private func ended(_ user: LoadUser, _ ended: LoadUser.Ended) {
        guard !isOver else { return }
        record.add(ended)
        if firstWaiting < waiting.count {
            let due = waiting[firstWaiting]
            firstWaiting += 1
            if firstWaiting == waiting.count { (waiting, firstWaiting) = ([], 0) }
            send(due, by: user, loop.now, waited: true)
        } else {
            idle.append(user)
            endIfDone()
        }
    }

    private func endIfDone() {
        guard !isOver, pace.nextTime == nil, firstWaiting == waiting.count, idle.count == users.count else {
            return
        }
        isOver = true
        complete(interrupted: false)
    }

    /// What was not sent when it ended is dropped.
    private func complete(interrupted: Bool) {
        let unsent = waiting[firstWaiting...].count { $0.counts } + pace.measuredLeft
        completed(
            record.close(
                dropped: unsent, repeated: users.reduce(0) { $0 + $1.repeated }, interrupted: interrupted,
                atLeast: load.time))
    }
}
