package import GateModel
import Processes
import Synchronization

/// Reads the memory of a service's whole process tree into a ``MemoryGroup``, at operation counts and in between, and
/// other levels of the tree at operation counts.
package final class MemorySampler: Sendable {
    private let running: RunningSubject
    private let tree: TreeWatch
    private let proportion: Proportion
    /// Read beside memory.
    private let metrics: [Metric.BuiltIn]

    /// How the proportional shares are read, found out before the load.
    private enum Proportion: Sendable {
        /// With every how many-th reading.
        case every(Int)
        case not(because: String)
    }

    /// What a reading may cost on the average: one hundredth of a processor at ten a second.
    private static let affordable = Duration.milliseconds(1)

    /// - Parameter mostReadings: No more will be kept; `least` of them there must be for the leak test.
    /// - Parameter metrics: Levels other than memory.
    package init(
        _ running: RunningSubject, and metrics: [Metric.BuiltIn] = [], mostReadings: Int, least: Int
    ) async throws(MeasuringError) {
        self.running = running
        self.metrics = metrics
        tree = TreeWatch(running.process)
        do throws(ProcessError) {
            let memory = try tree.resident()
            proportion = Self.proportion(tree, memory, most: mostReadings, least: least)
        } catch {
            throw await Self.death(running, error)
        }
    }

    /// Once for the shares' price, which is lower when the kernel has been there before.
    private static func proportion(
        _ tree: TreeWatch, _ memory: TreeMemory, most: Int, least: Int
    ) -> Proportion {
        do throws(ProcessError) {
            _ = try tree.proportional(memory)
            let before = threadTime()
            _ = try tree.proportional(memory)
            let cost = threadTime() - before
            let every = max(1, Int((cost / affordable).rounded(.up)))
            guard every == 1 || most / every >= least else {
                let milliseconds = Int((cost / .milliseconds(1)).rounded())
                return .not(
                    because: "a reading of 'smaps_rollup' takes \(milliseconds) ms, which is too dear")
            }
            return .every(every)
        } catch {
            return .not(because: "\("\(error)".prefix { $0 != "\n" })")
        }
    }

    /// The group before the load: ready and idle.
    package func group(operationsPerReading: Int) async throws(MeasuringError) -> MemoryGroup {
        let level = try await level(withProportion: true)
        var group = MemoryGroup(
            source: "statm", operationsPerReading: operationsPerReading, peak: 0, idleBefore: level.resident,
            side: running.subject.side)
        group.seconds = []
        if !metrics.isEmpty {
            group.levels = try await levels().map { metric, value in
                MemoryGroup.Level(metric: metric, peak: value, idleBefore: value)
            }
        }
        switch proportion {
        case .every(let every):
            group.proportional = level.proportional.map {
                MemoryGroup.Proportional(every: every, peak: 0, idleBefore: $0)
            }
        case .not(let why): group.proportionalFault = why
        }
        return group
    }

    /// Takes the next reading at an operation count.
    ///
    /// - Parameter began: When the load did.
    /// - Throws: ``MeasuringError`` when no process is left.
    package func read(
        into group: inout MemoryGroup, since began: ContinuousClock.Instant
    ) async throws(MeasuringError) {
        let every = group.proportional?.every
        let level = try await level(
            withProportion: every.map { (group.readings.count + 1).isMultiple(of: $0) } ?? false)
        group.readings.append(level.resident)
        group.seconds?.append((ContinuousClock.now - began) / .seconds(1))
        if let share = level.proportional { group.proportional?.readings.append(share) }
        for (index, level) in try await levels().enumerated() {
            group.levels?[index].readings.append(level.value)
            group.levels?[index].raise(to: level.value)
        }
    }

    /// Resident bytes now.
    package func resident() async throws(MeasuringError) -> Double {
        try await level(withProportion: false).resident
    }

    /// Takes the last reading, idle again after the load, and what was seen in between.
    package func finish(_ group: inout MemoryGroup) async throws(MeasuringError) {
        let level = try await level(withProportion: true)
        group.idleAfter = level.resident
        group.proportional?.idleAfter = level.proportional
        for (index, level) in try await levels().enumerated() {
            group.levels?[index].idleAfter = level.value
            group.levels?[index].raise(to: level.value)
        }
        try await note(&group)
    }

    /// What was seen so far, for looks before the end.
    package func note(_ group: inout MemoryGroup) async throws(MeasuringError) {
        do throws(ProcessError) {
            try tree.highWater(tree.resident())
            group.controlGroupPeak = try controlGroupPeak(of: running.process.processID).map(Double.init)
        } catch {
            throw await Self.death(running, error)
        }
        let most = tree.most
        group.peak = Double(most.resident)
        group.proportional?.peak = Double(most.proportional)
        group.processes = most.processes
        group.highWater = Double(most.highWater)
    }

    /// Reads in the background until the task is cancelled or the service is gone.
    package func watch() async {
        switch proportion {
        case .every: await tree.run(readsProportion: true)
        case .not: await tree.run(readsProportion: false)
        }
    }

    private func level(
        withProportion: Bool
    ) async throws(MeasuringError) -> (resident: Double, proportional: Double?) {
        do throws(ProcessError) {
            let memory = try tree.resident()
            guard withProportion, case .every = proportion else { return (Double(memory.resident), nil) }
            return (Double(memory.resident), Double(try tree.proportional(memory)))
        } catch {
            throw await Self.death(running, error)
        }
    }

    /// The levels other than memory now, in the order of `metrics`.
    private func levels() async throws(MeasuringError) -> [(metric: Metric.BuiltIn, value: Double)] {
        guard !metrics.isEmpty else { return [] }
        do throws(ProcessError) {
            let processes = try tree.resident().processes
            var levels: [(metric: Metric.BuiltIn, value: Double)] = []
            for metric in metrics {
                let value =
                    switch metric {
                    case .descriptors: Double(try openDescriptors(of: processes))
                    case .threads: Double(try threadCount(of: processes))
                    case .connections: Double(try connectionCount(of: processes))
                    case .disk: try stateBytes()
                    case .memory, .responseTime, .errors, .throughput, .bodyBytes, .cpuTime, .readyTime:
                        Double.nan
                    }
                levels.append((metric, value))
            }
            return levels
        } catch {
            throw await Self.death(running, error)
        }
    }

    private func stateBytes() throws(ProcessError) -> Double {
        do throws(FileError) {
            return Double(try TreeSize(of: [running.statePath], to: "read").bytes)
        } catch {
            throw .unreadable(path: error.path, code: error.code)
        }
    }

    private static func death(_ running: RunningSubject, _ error: ProcessError) async -> MeasuringError {
        let side = running.subject.side.rawValue
        return await running.death(isLikely: true) ?? MeasuringError(.serviceDied, side, cause: error)
    }
}

extension MemoryGroup.Level {
    fileprivate mutating func raise(to value: Double) { peak = max(peak, value) }
}
