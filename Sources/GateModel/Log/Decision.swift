import JSON

/// What goes into the log: one thing that was decided or done, about one pipeline and environment.
///
/// The log adds index, previous root and origin when it appends. A new kind of entry is a case of ``Body`` and of ``Kind``; the
/// compiler then names the places that have to know it.
@dynamicMemberLookup
package struct Decision: Hashable, Sendable {
    package private(set) var header: Header
    package private(set) var body: Body

    package init(_ header: Header, _ body: Body) {
        self.header = header
        self.body = body
    }

    package subscript<Value>(dynamicMember path: KeyPath<Header, Value>) -> Value { header[keyPath: path] }

    /// The same, dated no earlier than the entry before it: times never run backwards along a log.
    package func dated(notBefore time: Int64?) -> Decision {
        guard let time, time > header.context.time else { return self }
        var dated = self
        dated.header.context.clockBehind = time - header.context.time
        dated.header.context.time = time
        return dated
    }

    /// The same, with other results of its stages where it has any.
    package func changingStages(_ change: ([StageResult]) -> [StageResult]) -> Decision {
        var changed = self
        func judged(_ judged: Judged) -> Judged {
            Judged(
                stages: change(judged.stages), isolation: judged.isolation,
                pipelineChange: judged.pipelineChange)
        }
        switch body {
        case .approve(let old): changed.body = .approve(judged(old))
        case .block(let old): changed.body = .block(judged(old))
        case .advice(let old): changed.body = .advice(judged(old))
        case .deployed(let old): changed.body = .deployed(judged(old))
        case .deployStarted, .adopted, .rollbackStarted, .rolledBack: break
        }
        return changed
    }

    /// What every entry says.
    package struct Header: Hashable, Sendable, Codable {
        package let environment: String
        package let pipeline: PipelineSource
        package let candidate: Revision
        /// What ran when it was decided; nil only for the first `adopted`.
        package let baseline: Revision?
        /// Why a person did it, in their words.
        package let reason: String?
        package fileprivate(set) var context: Context
        /// Leaf hashes of the entries that this one answers, lower-case hexadecimal.
        package let refersTo: [String]

        package init(
            environment: String, pipeline: PipelineSource, candidate: Revision, baseline: Revision?,
            reason: String? = nil, context: Context, refersTo: [String] = []
        ) {
            self.environment = environment
            self.pipeline = pipeline
            self.candidate = candidate
            self.baseline = baseline
            self.reason = reason
            self.context = context
            self.refersTo = refersTo
        }
    }

    /// What was decided or done.
    package enum Body: Hashable, Sendable, TaggedCodable {
        case approve(Judged)
        case block(Judged)
        /// What would have been decided; nothing follows from it.
        case advice(Judged)
        case deployStarted
        case deployed(Judged)
        case adopted
        case rollbackStarted(RollbackPlan)
        case rolledBack(RollbackReport)

        private enum CodingKeys: String, CodingKey {
            case approve, block, advice, deployed, adopted
            case deployStarted = "deploy-started"
            case rollbackStarted = "rollback-started"
            case rolledBack = "rolled-back"
        }

        private enum RollbackStartedCodingKeys: String, CodingKey { case _0 = "rollback" }
        private enum RolledBackCodingKeys: String, CodingKey { case _0 = "rollback" }
    }

    /// What a gate's stages came to.
    package struct Judged: Hashable, Sendable, Codable {
        package let stages: [StageResult]
        /// How the judged code was confined, as ``Evidence/isolation`` says it; nil where nothing was measured.
        package let isolation: String?
        /// How the pipeline file differs from the one of what runs; nil where it does not.
        package let pipelineChange: PipelineChange?

        package init(
            stages: [StageResult], isolation: String? = nil, pipelineChange: PipelineChange? = nil
        ) {
            self.stages = stages
            self.isolation = isolation
            self.pipelineChange = pipelineChange
        }
    }

    /// What a decision is, without what it says.
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case approve
        case block
        case advice
        case deployStarted = "deploy-started"
        case deployed
        case adopted
        case rollbackStarted = "rollback-started"
        case rolledBack = "rolled-back"

        /// Whether a gate approved or blocked; a block may also follow a deploy.
        package var isOfAGate: Bool {
            switch self {
            case .approve, .block: true
            case .deployStarted, .deployed, .adopted, .rollbackStarted, .rolledBack, .advice: false
            }
        }
    }

    /// The pipeline file that was in force, by its bytes.
    package struct PipelineSource: Hashable, Sendable, Codable {
        package let name: String
        package let path: String
        package let blob: ObjectID
        /// Of the file's bytes, lower-case hexadecimal.
        package let sha256: String

        package init(name: String, path: String, blob: ObjectID, sha256: String) {
            self.name = name
            self.path = path
            self.blob = blob
            self.sha256 = sha256
        }
    }

    /// Who decided, when, and on what kind of machine.
    package struct Context: Hashable, Sendable, Codable {
        /// `anna`, or what a CI system says of its run.
        package let actor: String
        package let host: Host
        /// Version of Pawl.
        package let pawl: String
        /// Version of the method of judging.
        package let judging: String
        /// Seconds since 1970, UTC.
        package fileprivate(set) var time: Int64
        /// By how many seconds the writer's own clock was behind ``time``, which is then that of the entry before.
        package fileprivate(set) var clockBehind: Int64
        /// The run's own id, shared by all entries of one gate or rollback.
        package let run: String

        package init(
            actor: String, host: Host, pawl: String, judging: String, time: Int64, clockBehind: Int64 = 0,
            run: String
        ) {
            self.actor = actor
            self.host = host
            self.pawl = pawl
            self.judging = judging
            self.time = time
            self.clockBehind = clockBehind
            self.run = run
        }

        /// Up to the end of the year 9999, so that whoever reckons with times of others stays within numbers.
        private static let times: ClosedRange<Int64> = 0...253_402_300_799

        /// - Throws: `DecodingError` for times that no clock has: an entry may have been written by anyone.
        package init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            func seconds(_ key: CodingKeys, _ wanted: String) throws -> Int64 {
                let seconds = try fields.decode(Int64.self, forKey: key)
                guard Self.times.contains(seconds) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: fields, debugDescription: "expected \(wanted)")
                }
                return seconds
            }
            actor = try fields.decode(String.self, forKey: .actor)
            host = try fields.decode(Host.self, forKey: .host)
            pawl = try fields.decode(String.self, forKey: .pawl)
            judging = try fields.decode(String.self, forKey: .judging)
            time = try seconds(.time, "a time from 1970 to 9999")
            clockBehind = try seconds(.clockBehind, "a number from 0 on")
            run = try fields.decode(String.self, forKey: .run)
        }

        private enum CodingKeys: CodingKey {
            case actor, host, pawl, judging, time, clockBehind, run
        }
    }

    package struct Host: Hashable, Sendable, Codable {
        package let cores: Int
        package let kernel: String
        /// Load average over one minute, in thousandths.
        package let loadThousandths: Int
        /// Nil where the system does not say.
        package let hostClass: HostClass?

        package init(cores: Int, kernel: String, loadThousandths: Int, hostClass: HostClass? = nil) {
            self.cores = cores
            self.kernel = kernel
            self.loadThousandths = loadThousandths
            self.hostClass = hostClass
        }
    }
}

/// What a body has; nil or nothing where its kind has none.
extension Decision {
    package var kind: Kind {
        switch body {
        case .approve: .approve
        case .block: .block
        case .advice: .advice
        case .deployStarted: .deployStarted
        case .deployed: .deployed
        case .adopted: .adopted
        case .rollbackStarted: .rollbackStarted
        case .rolledBack: .rolledBack
        }
    }

    package var judged: Judged? {
        switch body {
        case .approve(let judged), .block(let judged), .advice(let judged), .deployed(let judged): judged
        case .deployStarted, .adopted, .rollbackStarted, .rolledBack: nil
        }
    }

    package var stages: [StageResult] { judged?.stages ?? [] }
    package var isolation: String? { judged?.isolation }
    package var pipelineChange: PipelineChange? { judged?.pipelineChange }
    package var rollbackPlan: RollbackPlan? {
        if case .rollbackStarted(let plan) = body { plan } else { nil }
    }
    package var rollback: RollbackReport? {
        if case .rolledBack(let report) = body { report } else { nil }
    }
}

/// As one object: the header's members, `kind`, and what the body has beside it.
extension Decision: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try Header(from: decoder), try decoder.singleValueContainer().decode(Body.self))
    }

    package func encode(to encoder: any Encoder) throws {
        try header.encode(to: encoder)
        var container = encoder.singleValueContainer()
        try container.encode(body)
    }
}
