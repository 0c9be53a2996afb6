import GateModel
import HTTPClient

/// Users who each wait for an answer, think, and send their next request; on the thread of the load.
final class ClosedRun: LoadRun {
    private let loop: LoadLoop
    private let users: [LoadUser]
    private let think: UInt64
    /// No request is sent from here on; nil where the users' own lists end the load.
    private let end: UInt64?
    private let time: Duration
    private let record: LoadRecord
    private let completed: (LoadResult) -> Void
    private var active: Int
    private var isStopped = false

    /// After a connection was refused or broke without an answer, a user tries again no sooner.
    private static let pauseAfterSilence: UInt64 = 10_000_000

    init(
        _ loop: LoadLoop, _ users: [LoadUser], _ load: ClosedLoad, _ record: LoadRecord,
        completed: @escaping (LoadResult) -> Void
    ) {
        self.loop = loop
        self.users = users
        self.record = record
        self.completed = completed
        think = UInt64(load.think / .nanoseconds(1))
        active = users.count
        switch load.amount {
        case .operations: (end, time) = (nil, .zero)
        case .time(let time): (end, self.time) = (loop.now + UInt64(time / .nanoseconds(1)), time)
        }
    }

    func start() {
        for user in users {
            user.ended = { [unowned self] in ended($0, $1) }
            next(user)
        }
    }

    func stop() {
        isStopped = true
        loop.close()
        // Users who are thinking have nothing under way that would end.
        finish()
    }

    private func next(_ user: LoadUser) {
        let now = loop.now
        guard !isStopped, end.map({ now < $0 }) ?? true, let operation = user.mix?.next(&user.generator)
        else {
            return leave()
        }
        user.perform(operation, intended: now, now: now, counts: true)
    }

    private func ended(_ user: LoadUser, _ ended: LoadUser.Ended) {
        guard !isStopped else { return }
        record.add(ended)
        let pause = max(think, ended.failure?.hasNoAnswer == true ? Self.pauseAfterSilence : 0)
        guard pause > 0 else { return next(user) }
        loop.schedule(at: ended.finished + pause) { [weak self] in self?.next(user) }
    }

    private func leave() {
        active -= 1
        if active == 0 { finish() }
    }

    private func finish() {
        guard active >= 0 else { return }
        active = -1
        completed(
            record.close(
                dropped: 0, repeated: users.reduce(0) { $0 + $1.repeated }, interrupted: isStopped,
                atLeast: time))
    }
}
