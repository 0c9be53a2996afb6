package import Processes
import Synchronization

/// Follows the memory of a service's whole process tree between the readings that are asked for, and keeps the most of
/// everything.
package final class TreeWatch: Sendable {
    /// In bytes, as far as it was read.
    package struct Most: Sendable, Hashable {
        package var resident = 0
        package var proportional = 0
        /// Of any single process; kept by the kernel.
        package var highWater = 0
        /// With memory of their own, at one reading.
        package var processes = 0
    }

    private let state = Mutex(Most())
    private let service: RunningService

    package init(_ service: RunningService) {
        self.service = service
    }

    package var most: Most { state.withLock { $0 } }

    /// By resident pages, now.
    package func resident() throws(ProcessError) -> TreeMemory {
        let memory = try TreeMemory(of: service)
        state.withLock {
            $0.resident = max($0.resident, memory.resident)
            $0.processes = max($0.processes, memory.processes.count)
        }
        return memory
    }

    /// By proportional share, of processes that were just read.
    package func proportional(_ memory: TreeMemory) throws(ProcessError) -> Int {
        let bytes = try proportionalMemory(of: memory.processes)
        state.withLock { $0.proportional = max($0.proportional, bytes) }
        return bytes
    }

    /// The high-water marks, of processes that were just read.
    package func highWater(_ memory: TreeMemory) throws(ProcessError) {
        let bytes = try largestHighWater(of: memory.processes)
        state.withLock { $0.highWater = max($0.highWater, bytes) }
    }

    /// Reads until the task is cancelled or no process is left: resident pages every 50 ms, high-water marks every 100 ms,
    /// and proportional shares where several processes may share pages, each as often as the budget affords.
    ///
    /// - Parameter readsProportion: False where shares are known not to be readable.
    package func run(readsProportion: Bool) async {
        var budget = SamplingBudget()
        var costs = (resident: Duration.zero, highWater: Duration.zero, proportional: Duration.zero)
        var rounds = 0
        while !Task.isCancelled {
            do {
                if budget.affords(costs.resident) {
                    let reading = try budget.spend { () throws(ProcessError) in try resident() }
                    costs.resident = reading.cost
                    if rounds.isMultiple(of: 2), budget.affords(costs.highWater) {
                        let marks = try budget.spend { () throws(ProcessError) in try highWater(reading.value)
                        }
                        costs.highWater = marks.cost
                    }
                    if readsProportion, reading.value.processes.count > 1,
                        budget.affords(costs.proportional)
                    {
                        let shares = try budget.spend { () throws(ProcessError) in
                            try proportional(reading.value)
                        }
                        costs.proportional = shares.cost
                    }
                    rounds += 1
                }
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                return
            }
        }
    }
}
