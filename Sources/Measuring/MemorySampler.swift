import GateModel
import Processes
import Synchronization

/// Reads the memory of a service's whole process tree, on demand and in the background, and keeps the largest value.
///
/// The readings of ``MemoryGroup`` are taken at operation counts; those in the background are for what lies between.
package final class MemorySampler: Sendable {
    private let largest = Mutex(0.0)
    private let running: RunningSubject

    package init(_ running: RunningSubject) {
        self.running = running
    }

    /// Bytes now, by the resident pages of every process of the tree.
    ///
    /// - Throws: ``MeasuringError`` when no process is left.
    package func read() async throws(MeasuringError) -> Double {
        do throws(ProcessError) {
            return try readNow()
        } catch {
            let side = running.subject.side.rawValue
            throw await running.death(isLikely: true) ?? MeasuringError(.serviceDied, side, cause: error)
        }
    }

    /// The largest reading so far, in bytes.
    package var peak: Double { largest.withLock { $0 } }

    /// Reads every 20 ms until the task is cancelled or the service is gone.
    package func watch() async {
        while !Task.isCancelled {
            do {
                _ = try readNow()
                try await Task.sleep(for: .milliseconds(20))
            } catch {
                return
            }
        }
    }

    private func readNow() throws(ProcessError) -> Double {
        let bytes = Double(try treeMemory(of: running.process, as: .resident))
        largest.withLock { $0 = max($0, bytes) }
        return bytes
    }
}
