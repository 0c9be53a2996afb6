/// How one revision of the service is built, started and filled with data.
package struct Service: Hashable, Sendable {
    package let build: DeclaredCommand?
    /// Stays in the foreground.
    package let start: DeclaredCommand
    /// Polled until it answers 2xx.
    package let ready: RequestTemplate
    package let readyWithin: Duration
    package let data: DataSet?
    /// Names of the caller's variables that pass to the commands of the service.
    package let environment: [String]
    /// The same, with values that are masked wherever Pawl prints or records.
    package let secrets: [String]
    package let restart: Restart
    /// Whether every process of a side works on the same data instead of a copy of its own; then only reads take part.
    package let sharesData: Bool

    package init(
        build: DeclaredCommand?, start: DeclaredCommand, ready: RequestTemplate, readyWithin: Duration,
        data: DataSet?, environment: [String], secrets: [String], restart: Restart = .auto,
        sharesData: Bool = false
    ) {
        self.build = build
        self.start = start
        self.ready = ready
        self.readyWithin = readyWithin
        self.data = data
        self.environment = environment
        self.secrets = secrets
        self.restart = restart
        self.sharesData = sharesData
    }

    /// How many blocks of a comparison one pair of processes answers before fresh ones take over.
    package enum Restart: Hashable, Sendable {
        /// One, or more where a start takes so long that it would cost more than all that is measured.
        case auto
        case every(blocks: Int)

        /// More would leave fewer than eight process groups of the forty blocks that a comparison has unplanned.
        package static let mostBlocks = 5
    }

    /// The state that both revisions work on, made once and copied for each use.
    package struct DataSet: Hashable, Sendable {
        /// Run once, from the baseline's tree, into an empty PAWL_STATE.
        package let seed: DeclaredCommand
        /// Makes PAWL_STATE a copy of PAWL_STATE_FROM; from the baseline's tree. Nil: the files in it are copied.
        package let copy: DeclaredCommand?
        /// Takes back what the seed or a copy has made outside PAWL_STATE; from the baseline's tree.
        package let drop: DeclaredCommand?
        /// From each revision's own tree, over a copy of the seeded state.
        package let migrate: DeclaredCommand?
        /// From the baseline's tree; prints a digest of the state.
        package let fingerprint: DeclaredCommand?
        /// Proven before anything is measured.
        package let counts: [Count]

        package init(
            seed: DeclaredCommand, copy: DeclaredCommand? = nil, drop: DeclaredCommand? = nil,
            migrate: DeclaredCommand?, fingerprint: DeclaredCommand?, counts: [Count]
        ) {
            self.seed = seed
            self.copy = copy
            self.drop = drop
            self.migrate = migrate
            self.fingerprint = fingerprint
            self.counts = counts
        }

        /// Whether all of a state is the files in its directory.
        package var isFiles: Bool { copy == nil && drop == nil }
    }

    /// A command of the baseline's tree that prints how many there are of something, and the least that will do.
    package struct Count: Hashable, Sendable {
        package let name: String
        package let run: DeclaredCommand
        package let atLeast: Int

        package init(name: String, run: DeclaredCommand, atLeast: Int) {
            self.name = name
            self.run = run
            self.atLeast = atLeast
        }
    }
}
