import GateModel
import Measuring
import Processes

/// A process of the candidate on each size of the data, started together.
struct RunningSizes: Sendable {
    /// In the order of the sizes.
    let all: [RunningSubject]

    /// Starts all at once, since most of a start is waiting, lends them to `body`, and stops all whatever comes of it.
    ///
    /// When one does not get ready, the others are stopped before the error goes on.
    static func whileRunning<Value: Sendable>(
        _ subjects: [Subject], _ body: (RunningSizes) async throws(MeasuringError) -> Value
    ) async throws(MeasuringError) -> Value {
        let started = await start(subjects)
        let running = RunningSizes(all: started.compactMap(\.running))
        do throws(MeasuringError) {
            if let error = started.lazy.compactMap(\.error).first { throw error }
            let value = try await body(running)
            await running.stop()
            return value
        } catch {
            await running.stop()
            throw error
        }
    }

    private struct Started: Sendable {
        let number: Int
        var running: RunningSubject?
        var error: MeasuringError?
    }

    private static func start(_ subjects: [Subject]) async -> [Started] {
        await withTaskGroup(of: Started.self) { group in
            for (number, subject) in subjects.enumerated() {
                group.addTask {
                    do throws(MeasuringError) {
                        return Started(number: number, running: try await subject.start())
                    } catch {
                        return Started(number: number, error: error)
                    }
                }
            }
            var started: [Started] = []
            for await one in group { started.append(one) }
            return started.sorted { $0.number < $1.number }
        }
    }

    /// Confines all to the same processor, so that none has the quieter one; only one request is under way at a time.
    func confine(to processor: Int32) throws(ProcessError) {
        for running in all { try running.confine(to: processor) }
    }

    private func stop() async {
        await withTaskGroup(of: Void.self) { group in
            for running in all { group.addTask { await running.stop() } }
        }
    }

    /// Makes sure that no failure was the first sign of an end; `silent` are those with an operation unanswered.
    func checkAlive(silent: Set<Int>) async throws(MeasuringError) {
        for (index, running) in all.enumerated() {
            if let death = await running.death(isLikely: silent.contains(index)) { throw death }
        }
    }
}
