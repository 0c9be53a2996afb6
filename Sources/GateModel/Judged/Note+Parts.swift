import JSON

extension Note {
    /// What a number of samples may have missed.
    package enum Unseen: String, Hashable, Sendable, Codable {
        case process
        case window
    }

    /// How a window of a watch was judged by itself.
    package enum Window: String, Hashable, Sendable, Codable {
        case good
        case bad
        case unknown
    }

    /// Blocks whose candidate was much worse than in the others.
    package struct SlowStarts: Hashable, Sendable, Codable {
        package let count: Int
        /// Blocks in all.
        package let of: Int
        /// By how much worse they typically were, as a share.
        package let change: Double
        /// Blocks in which the baseline was as much worse.
        package let baseline: Int

        package init(count: Int, of: Int, change: Double, baseline: Int) {
            self.count = count
            self.of = of
            self.change = change
            self.baseline = baseline
        }

        /// `in 12 of 60 blocks the candidate was 31 % worse than in the others, in 1 the baseline`
        package var text: String {
            "in \(count) of \(of) blocks the candidate was \(percentText(change)) worse than in the others, "
                + "in \(baseline) the baseline"
        }
    }

    /// Why pairs that differ may be chance.
    package enum CountChance: Hashable, Sendable, TaggedCodable {
        /// `2 of the baseline's 400 repetitions gave another count`
        case repetitions(differing: Int, of: Int)
        /// `the same input counted otherwise when it was repeated`
        case unconfirmed

        private enum CodingKeys: String, CodingKey {
            case repetitions, unconfirmed
        }
    }

    /// How the memory of a group of processes was read.
    package struct MemoryReadings: Hashable, Sendable, Codable {
        package let operations: Int
        package let seconds: Double
        /// Operations between two readings.
        package let every: Int
        package let processes: Int
        package let source: Source
        /// Why proportional shares are not known, where several processes share pages.
        package let sharesUnknown: OutsideText?

        package init(
            operations: Int, seconds: Double, every: Int, processes: Int, source: Source,
            sharesUnknown: OutsideText? = nil
        ) {
            self.operations = operations
            self.seconds = seconds
            self.every = every
            self.processes = processes
            self.source = source
            self.sharesUnknown = sharesUnknown
        }

        package enum Source: Hashable, Sendable, TaggedCodable {
            /// Resident pages, by `statm` or another file of the kernel.
            case resident(file: String)
            case proportional
            /// Open files, threads and the like.
            case level(metric: String)

            private enum CodingKeys: String, CodingKey {
                case resident, proportional, level
            }
        }
    }

    /// A process of the candidate, and how its load was put together.
    package struct GrowingProcess: Hashable, Sendable, Codable {
        /// From 1 on, in the order measured.
        package let number: Int
        package let load: MemoryGroup.Load?

        package init(number: Int, load: MemoryGroup.Load?) {
            self.number = number
            self.load = load
        }

        /// `process 4, with half of the load on 'search'`
        package var text: String {
            switch load {
            case nil: "process \(number)"
            case .emphasising(let names):
                "process \(number), with half of the load on \(names.map { "'\($0)'" }.joined(separator: ", "))"
            case .alone(let name): "process \(number), with '\(name)' alone"
            }
        }
    }

    package struct OperationGrowth: Hashable, Sendable, Codable {
        package let operation: String
        package let perOperation: Double

        package init(operation: String, perOperation: Double) {
            self.operation = operation
            self.perOperation = perOperation
        }
    }

    /// The cases of one side's report.
    package struct CheckedCases: Hashable, Sendable, Codable {
        package let passed: Int
        package let failed: Int

        package init(passed: Int, failed: Int) {
            self.passed = passed
            self.failed = failed
        }
    }

    /// A difference that breaks no promise.
    package struct SeenDifference: Hashable, Sendable, Codable {
        package let severity: Difference.Severity
        package let kind: Difference.Kind
        /// Empty where the judgement names it already.
        package let operation: String
        package let place: String
        /// What it means; nil where the two values say it.
        package let text: OutsideText?
        package let baseline: OutsideText
        package let candidate: OutsideText

        package init(_ difference: Difference) {
            severity = difference.severity
            kind = difference.kind
            operation = difference.contract == .answers ? "" : difference.operation
            place = difference.place
            text = difference.text.map { OutsideText($0) }
            baseline = OutsideText(difference.baseline)
            candidate = OutsideText(difference.candidate)
        }
    }
}

/// Something that does not block, and that somebody should look at.
package enum Warning: Hashable, Sendable, TaggedCodable {
    /// `beyond <= +2 %`: the rule's own tighter limit.
    case crossed(limit: Rule.Condition)
    /// `a drift beyond +1 % is shown`
    case drift(beyond: Double)
    /// `2 cases that passed on the baseline were not run on the candidate: a, b`
    case casesAbsent(names: [OutsideText], of: Int)
    /// `the candidate changed 'lint'; the check ran the baseline's`
    case scriptsDiffer(names: [OutsideText])

    private enum CodingKeys: String, CodingKey {
        case crossed, drift
        case casesAbsent = "cases-absent"
        case scriptsDiffer = "scripts-differ"
    }
}

/// What to do, or where to look.
package enum Hint: Hashable, Sendable, TaggedCodable {
    /// `queries grow with the result, 1 a row (21 … 101 for 20 … 100 rows): an N+1 pattern`
    case growsWithResult(metric: String, perRow: Double, counts: [Double], rows: [Double])
    /// `look at what the candidate does beside its answers: busy threads, disk, memory`
    case lookBesideAnswers
    /// `the deploy command ended with exit 0 all the same: make it fail, or wait until it is done`
    case failTheDeploy
    /// `to go back to it: pawl rollback …`
    case rollBackInstead
    /// `rebase it on what runs, or merge that into it`
    case bringInWhatRuns
    /// `leave a change directory that has shipped as it is; what has to differ is a change of its own`
    case addAnotherChange

    private enum CodingKeys: String, CodingKey {
        case growsWithResult = "grows-with-result"
        case lookBesideAnswers = "look-beside-answers"
        case failTheDeploy = "fail-the-deploy"
        case rollBackInstead = "roll-back-instead"
        case bringInWhatRuns = "bring-in-what-runs"
        case addAnotherChange = "add-another-change"
    }
}
