import GateModel
package import Processes
import Synchronization

/// Reads the memory of a service's whole process tree in the background and keeps the largest value.
///
/// The readings of ``MemoryGroup`` are taken at operation counts; this one is for what lies between them.
package final class MemorySampler: Sendable {
    private let largest = Mutex(0.0)
    private let process: RunningService

    package init(_ process: RunningService) {
        self.process = process
    }

    /// Bytes now, by the resident pages of every process of the tree.
    ///
    /// - Throws: ``MeasuringError`` when no process is left.
    package func read() throws(MeasuringError) -> Double {
        do {
            let bytes = Double(try treeMemory(of: process, as: .resident))
            largest.withLock { $0 = max($0, bytes) }
            return bytes
        } catch {
            throw MeasuringError(.serviceDied, "\(error)")
        }
    }

    /// The largest reading so far, in bytes.
    package var peak: Double { largest.withLock { $0 } }

    /// Reads every 20 ms until the task is cancelled or the service is gone.
    package func watch() async {
        while !Task.isCancelled {
            do {
                _ = try read()
                try await Task.sleep(for: .milliseconds(20))
            } catch {
                return
            }
        }
    }
}
