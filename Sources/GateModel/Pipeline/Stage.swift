/// One declared step of a gate, with what that kind of step needs.
package struct Stage: Hashable, Sendable {
    package let kind: Kind
    package let rules: [Rule]
    /// The operations that take part, in the file's order.
    package let operations: [String]
    /// Time budget of the stage; past it what is undecided is inconclusive.
    package let within: Duration?
    package let position: FilePosition

    package init(kind: Kind, rules: [Rule], operations: [String], within: Duration?, position: FilePosition) {
        self.kind = kind
        self.rules = rules
        self.operations = operations
        self.within = within
        self.position = position
    }

    package enum Kind: Hashable, Sendable {
        case baseline(cycles: Int)
        case compat(Compat)
        case regress(Regress)
        case memory(Memory)
        case scale(Scale)
        case check(Check)
        case deploy(Deploy)
        case watch(Watch)

        package var name: StageName {
            switch self {
            case .baseline: .baseline
            case .compat: .compat
            case .regress: .regress
            case .memory: .memory
            case .scale: .scale
            case .check: .check
            case .deploy: .deploy
            case .watch: .watch
            }
        }

        /// Whether it measures revisions before anything is deployed.
        package var measures: Bool {
            switch self {
            case .baseline, .compat, .regress, .memory, .scale, .check: true
            case .deploy, .watch: false
            }
        }
    }

    package var name: StageName { kind.name }

    package struct Compat: Hashable, Sendable {
        /// Whether error cases are asked too, which are made from the declared operations.
        package let probesErrors: Bool
        /// What is read off the trees, in the order declared.
        package let contracts: [DeclaredContract]

        package init(probesErrors: Bool, contracts: [DeclaredContract] = []) {
            self.probesErrors = probesErrors
            self.contracts = contracts
        }
    }

    package struct Regress: Hashable, Sendable {
        /// Pairs of requests a block and operation; nil: chosen by what starts and requests take and how they vary.
        package let pairs: Int?
        /// The most blocks; nil: planned from the baseline's own noise.
        package let blocks: Int?
        /// The earlier release that the candidate is held against as well; nil: none.
        package let anchor: Anchor?

        package init(pairs: Int?, blocks: Int?, anchor: Anchor? = nil) {
            self.pairs = pairs
            self.blocks = blocks
            self.anchor = anchor
        }

        /// Where nothing is known yet of what requests take.
        package static let usualPairs = 10
        package static let mostPairs = 200

        package enum Anchor: Hashable, Sendable {
            /// The one of earlier gates; at first the newest tag that ran in the environment.
            case lastTag
            /// A revision as git names it, that ran in the environment.
            case revision(String)
        }
    }

    package struct Memory: Hashable, Sendable {
        /// The least time under load.
        package let atLeast: Duration
        package let maximumOperations: Int
        /// How many operations lie between two readings.
        package let every: Int
        package let cleanup: Cleanup?

        package init(atLeast: Duration, maximumOperations: Int, every: Int = 10, cleanup: Cleanup?) {
            self.atLeast = atLeast
            self.maximumOperations = maximumOperations
            self.every = every
            self.cleanup = cleanup
        }

        package struct Cleanup: Hashable, Sendable {
            package let every: Int
            package let request: RequestTemplate

            package init(every: Int, request: RequestTemplate) {
                self.every = every
                self.request = request
            }
        }
    }

    package struct Scale: Hashable, Sendable {
        /// Nil: a rate that is found (``FoundRate``).
        package let load: LoadModel?
        package let engine: LoadEngine

        package init(_ load: LoadModel?, engine: LoadEngine = .pawl) {
            self.load = load
            self.engine = engine
        }

        /// So many users, each of whom performs every operation so many times, in an order of their own.
        package init(users: Int, operationsPerUser: Int) {
            self.init(.closed(ClosedLoad(users: users, amount: .operations(operationsPerUser))))
        }
    }

    package struct Deploy: Hashable, Sendable {
        package let run: DeclaredCommand
        package let within: Duration
        package let environment: [String]
        package let secrets: [String]

        package init(run: DeclaredCommand, within: Duration, environment: [String], secrets: [String]) {
            self.run = run
            self.within = within
            self.environment = environment
            self.secrets = secrets
        }
    }

    package struct Watch: Hashable, Sendable {
        package let url: String
        /// Length of the windows before the deploy, and after it.
        package let before: Duration
        package let after: Duration
        /// Length of one window.
        package let every: Duration
        /// Requests a second, of each operation; nil: as many as are usual.
        package let rate: Double?
        /// Nil: all windows add up.
        package let sustained: Sustained?
        package let onInconclusive: OnInconclusive

        package init(
            url: String, before: Duration, after: Duration, every: Duration, rate: Double? = nil,
            sustained: Sustained?, onInconclusive: OnInconclusive
        ) {
            self.url = url
            self.before = before
            self.after = after
            self.every = every
            self.rate = rate
            self.sustained = sustained
            self.onInconclusive = onInconclusive
        }

        /// Where no rate is declared: a second, and at least so many a window.
        package static let usualRate = 10.0
        private static let fewestRequests = 20

        /// Of each operation, in a window of so many seconds, where no rate is declared.
        package func usualRequests(in seconds: Double) -> Double {
            max(Double(Self.fewestRequests), (Self.usualRate * seconds).rounded(.down))
        }

        /// Of each operation, in one window.
        package var requestsPerWindow: Int {
            let seconds = every / .seconds(1)
            guard let rate else { return Int(usualRequests(in: seconds)) }
            return max(1, Int((rate * seconds).rounded()))
        }

        /// How many windows there are to be after the deploy.
        package var plannedWindows: Int { max(1, Int((after / every).rounded())) }

        /// Whether so many windows cover the declared time: as many as fit into it, rounded.
        package func isComplete(_ windows: Int) -> Bool { every * (Double(windows) + 0.5) >= after }

        /// A rule is violated when it was in `windows` of the last `of`.
        package struct Sustained: Hashable, Sendable {
            package let windows: Int
            package let of: Int

            package init(windows: Int, of: Int) {
                self.windows = windows
                self.of = of
            }
        }

        package enum OnInconclusive: String, Hashable, Sendable {
            case rollback
            case hold
        }
    }
}

package enum StageName: String, Hashable, Sendable, Codable, CaseIterable {
    /// No stage of the file: what every gate looks at by itself.
    case gate
    case baseline
    case compat
    case regress
    case memory
    case scale
    case check
    case deploy
    case watch

    /// Those that a pipeline file can declare.
    package static var declarable: [StageName] { allCases.filter { $0 != .gate } }

    /// Nil where a file can declare no such stage.
    package init?(declared word: String) {
        guard let name = StageName(rawValue: word), name != .gate else { return nil }
        self = name
    }
}
