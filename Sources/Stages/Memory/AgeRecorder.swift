import GateModel

/// Keeps the response times of one process group, to tell what they were when it was young and when it was old.
struct AgeRecorder {
    /// The first operations open connections and fill caches.
    private static let warmUp = 30
    /// What comes up to here is young; of an operation that is performed rarely, up to a third of all.
    private static let young = 300
    private static let wanted = 12

    /// With how many operations of any kind the process had performed before.
    private var times: [String: [(at: Int, seconds: Double)]] = [:]

    mutating func add(_ seconds: Double, of operation: String, at count: Int) {
        times[operation, default: []].append((count, seconds))
    }

    /// Of the operations that were performed, sorted by name.
    ///
    /// - Parameter operations: How many were performed in all.
    func ages(after operations: Int) -> [MemoryGroup.Age] {
        times.sorted { $0.key < $1.key }.map { name, all in
            let early = all.filter { $0.at > Self.warmUp && $0.at <= operations / 3 }
            let within = early.prefix { $0.at <= Self.young }
            let young = within.count >= Self.wanted ? within : early.prefix(Self.wanted)
            let old = all.filter { $0.at > operations - operations / 4 }
            return MemoryGroup.Age(
                operation: name, young: thinned(young.map { $0.seconds }),
                old: thinned(old.map { $0.seconds }))
        }
    }

    /// As many as are kept, at equal distances.
    private func thinned(_ seconds: [Double]) -> [Double] {
        let most = MemoryGroup.Age.mostTimes
        guard seconds.count > most else { return seconds }
        return (0..<most).map { seconds[$0 * seconds.count / most] }
    }
}
