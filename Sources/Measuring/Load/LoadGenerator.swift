package import GateModel
package import HTTPClient
import Statistics
import Synchronization

/// Loads one service from one thread of its own. Whoever makes one must shut it down.
package final class LoadGenerator: Sendable {
    private let thread: EventLoopThread
    private let driver: LoadConfined<LoadDriver>
    private let room = DescriptorRoom()

    /// - Parameters:
    ///   - probes: Whether to connect once first, so that an unreachable service is an error and not a load of them.
    ///   - metrics: What is observed of every single operation, beside what ``LoadTally`` counts.
    ///   - seed: The same seed and stream draw the same operations and values.
    /// - Throws: ``HTTPError`` where the service cannot be reached; nothing is left open then.
    package init(
        _ address: ServiceAddress, limits: HTTPLimits = HTTPLimits(), authorities: String? = nil,
        probes: Bool = false,
        operations: [LoadOperation], values: [Pipeline.NamedValues] = [], metrics: [Metric] = [],
        seed: UInt64, stream: String
    ) async throws(HTTPError) {
        thread = EventLoopThread()
        do throws(HTTPError) {
            let target = try await LoadTarget.reach(
                address, limits: limits, authorities: authorities, probes: probes, on: thread)
            let made = await LoadConfined.make(on: thread, for: target) { loop in
                LoadDriver(
                    loop, operations, ValuePool(values), metrics, seed: seed, stream: stream)
            }
            guard let made else { throw HTTPError(place: address.place, failure: .cancelled) }
            driver = made
        } catch {
            await thread.shutdown()
            room.giveBack()
            throw error
        }
    }

    /// Runs one load to its end; one at a time. Users of a closed load keep their connections for the next one.
    ///
    /// Cancelling ends it within moments, and the result says so.
    package func run(_ model: LoadModel) async -> LoadResult {
        let isCancelled = Mutex(false)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                driver.run { driver in
                    driver.run(model) { continuation.resume(returning: $0) }
                    if isCancelled.withLock({ $0 }) { driver.stop() }
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
            driver.run { $0.stop() }
        }
    }

    package func shutdown() async {
        await thread.shutdown()
        room.giveBack()
    }
}
