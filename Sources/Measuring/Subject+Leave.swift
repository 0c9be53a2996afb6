import GateModel
import Processes

extension Subject {
    /// Starts it, lends it to `body`, ends it as a deploy does, and lends the state that it leaves to `examine`.
    ///
    /// Where data is shared, that is a copy of the shared state: whoever examines it may write to it. Nothing is left
    /// running, and nothing on disk, whatever comes of that.
    ///
    /// - Throws: what `body` throws, or the start; then nothing is examined. A state that could not be had is for
    ///   `examine` to tell.
    package func whileRunning<Value: Sendable, Finding: Sendable>(
        _ body: (RunningSubject) async throws(MeasuringError) -> Value,
        leaving examine: (Value, Result<SubjectState, MeasuringError>) async -> Finding
    ) async throws(MeasuringError) -> (Value, Finding) {
        let running = try await start()
        let value: Value
        do throws(MeasuringError) {
            value = try await body(running)
        } catch {
            await running.stop()
            throw error
        }
        let left = await ownState(leftBy: running)
        let finding = await examine(value, left)
        if case .success(let state) = left { await state.drop() }
        return (value, finding)
    }

    private func ownState(leftBy running: RunningSubject) async -> Result<SubjectState, MeasuringError> {
        let left = await running.leave()
        guard running.service.sharesData, state != nil else { return .success(left) }
        await left.drop()
        do throws(MeasuringError) {
            return .success(try await copyOfState(running.service, isShared: false))
        } catch {
            return .failure(error)
        }
    }
}
