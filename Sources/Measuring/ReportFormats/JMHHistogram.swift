import GateModel
import Statistics

/// The samples of JMH's mode `sample`: forks of iterations of `[value, count]`, as `[[[[0.6, 200], [0.7, 300]]]]`.
///
/// A histogram does not know in which order its samples came. Within an iteration they are put in an order that is
/// drawn from the histogram itself, so that blocks of them are alike and a report gives the same numbers each time;
/// iterations stay in theirs.
struct JMHHistogram {
    /// A list for each fork, in the score's unit.
    let forks: [[Double]]
    /// Where there were too many samples to keep.
    let note: String?

    /// Of all forks; of more, every so-many-th by size.
    static let mostSamples = 2_000_000

    private struct Bin {
        let value: Double
        let count: Int
    }

    init(_ node: ReportNode) throws(ReportFault) {
        var forks: [[[Bin]]] = []
        var total = 0
        for fork in try node.elements() {
            var iterations: [[Bin]] = []
            for iteration in try fork.elements() {
                let bins = try Self.bins(iteration)
                for bin in bins {
                    let (sum, isTooMany) = total.addingReportingOverflow(bin.count)
                    guard !isTooMany, sum < 1 << 60 else {
                        throw iteration.wrong("there are more samples than can be counted")
                    }
                    total = sum
                }
                iterations.append(bins)
            }
            forks.append(iterations)
        }
        guard total > 0, forks.allSatisfy({ !$0.isEmpty }) else { throw .nothingMeasured(node.place) }
        let step = (total - 1) / Self.mostSamples + 1
        note = step == 1 ? nil : "1 in \(step) of its \(total) samples is used"
        self.forks = forks.map { $0.flatMap { Self.samples(of: $0, every: step) } }
    }

    private static func bins(_ iteration: ReportNode) throws(ReportFault) -> [Bin] {
        var bins: [Bin] = []
        for element in try iteration.elements() {
            let pair = try element.elements()
            guard pair.count == 2 else { throw element.wrong("a value and its count are wanted here") }
            bins.append(Bin(value: try pair[0].amount(), count: try pair[1].count()))
        }
        guard !bins.isEmpty else { throw .nothingMeasured(iteration.place) }
        return bins.sorted { $0.value < $1.value }
    }

    /// Every `step`-th sample by size, the least and the greatest among them, in a drawn order.
    private static func samples(of bins: [Bin], every step: Int) -> [Double] {
        let total = bins.reduce(0) { $0 + $1.count }
        var samples: [Double] = []
        var seen = 0
        var next = 0
        var seed: UInt64 = 0xcbf2_9ce4_8422_2325
        for bin in bins {
            seen += bin.count
            while next < seen {
                samples.append(bin.value)
                // The last one is never passed over.
                next = next == total - 1 ? total : min(next + step, total - 1)
            }
            for word in [bin.value.bitPattern, UInt64(bin.count)] { seed = (seed ^ word) &* 0x100_0000_01b3 }
        }
        var generator = SeededGenerator(seed: seed)
        samples.shuffle(using: &generator)
        return samples
    }
}
