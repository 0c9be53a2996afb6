import GateModel
import JSON

extension EntryStatement {
    /// Reads what ``payload`` writes, and nothing else.
    init(parsing payload: [UInt8]) throws(StatementError) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(payload)
        } catch {
            throw .notJSON(error)
        }
        guard JSONWriter.canonical(json) == payload else { throw .notCanonical }
        var fields = try JSONFields(json, place: "")
        _ = try fields.parsed("_type", "'\(Self.type)'") { $0 == Self.type ? $0 : nil }
        _ = try fields.parsed("predicateType", "'\(Self.predicateType)'") {
            $0 == Self.predicateType ? $0 : nil
        }
        let subject = try fields.value("subject")
        try self.init(predicate: fields.object("predicate"))
        guard subject == Self.subject(decision.candidate) else {
            throw .malformed("subject", wanted: "the candidate and its tree")
        }
        try fields.end()
    }

    private init(predicate: JSONFields) throws(StatementError) {
        var fields = predicate
        let kind = try fields.parsed("kind", "a known kind") { Decision.Kind(rawValue: $0) }
        var stages: [StageRecord] = []
        for stage in try fields.objects("stages") { stages.append(try StageRecord(stage)) }
        let (plan, report) = try Self.rollback(of: kind, taking: &fields)
        var baseline: Revision?
        if let revision = try fields.optionalObject("baseline") { baseline = try Revision(revision) }
        var change: PipelineChange?
        if let changed = try fields.optionalObject("pipelineChange") { change = try PipelineChange(changed) }
        var evidence: [EvidenceDigest] = []
        for digest in try fields.objects("evidence") { evidence.append(try EvidenceDigest(digest)) }
        let decision = Decision(
            kind: kind, environment: try fields.text("environment"),
            pipeline: try Decision.PipelineSource(fields.object("pipeline")),
            pipelineChange: change,
            candidate: try Revision(fields.object("candidate")), baseline: baseline,
            stages: stages.map(\.result), rollbackPlan: plan, rollback: report,
            isolation: try fields.optionalText("isolation"), reason: try fields.optionalText("reason"),
            context: try Decision.Context(taking: &fields),
            refersTo: try fields.texts("refersTo"))
        self.init(
            origin: try fields.text("origin"), index: try fields.whole("index"),
            previous: try Previous(fields.object("previous")), decision: decision, stages: stages,
            evidence: evidence)
        try fields.end()
    }

    /// A started rollback has its plan, an ended one its report, and nothing else has either.
    private static func rollback(
        of kind: Decision.Kind, taking fields: inout JSONFields
    ) throws(StatementError) -> (RollbackPlan?, RollbackReport?) {
        switch kind {
        case .rollbackStarted:
            var rollback = try fields.object("rollback")
            let plan = try RollbackPlan(taking: &rollback)
            try rollback.end()
            return (plan, nil)
        case .rolledBack:
            var rollback = try fields.object("rollback")
            let report = try RollbackReport(taking: &rollback)
            try rollback.end()
            return (nil, report)
        case .approve, .block, .deployStarted, .deployed, .adopted, .advice:
            return (nil, nil)
        }
    }
}

extension EntryStatement.Previous {
    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        size = try fields.whole("size")
        root = try fields.parsed("root", "a SHA-256 digest") { TreeHash(hex: $0) }
        try fields.end()
    }
}

extension Decision.PipelineSource {
    fileprivate init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        self.init(
            name: try fields.text("name"), path: try fields.text("path"), blob: try fields.objectID("blob"),
            sha256: try fields.text("sha256"))
        try fields.end()
    }
}

extension Decision.Context {
    fileprivate init(taking fields: inout JSONFields) throws(StatementError) {
        var host = try fields.object("host")
        var hostClass: HostClass?
        if let recorded = try host.optionalObject("class") { hostClass = try HostClass(recorded) }
        self.init(
            actor: try fields.text("actor"),
            host: Decision.Host(
                cores: try host.whole("cores"), kernel: try host.text("kernel"),
                loadThousandths: try host.whole("loadThousandths"), hostClass: hostClass),
            pawl: try fields.text("pawl"), judging: try fields.text("judging"),
            time: Int64(try fields.whole("time")), clockBehind: try Self.clockBehind(&fields),
            run: try fields.text("run"))
        try host.end()
    }

    /// Stands there only where the clock was behind.
    private static func clockBehind(_ fields: inout JSONFields) throws(StatementError) -> Int64 {
        guard let value = fields.optional("clockBehind") else { return 0 }
        guard let seconds = value.integer, seconds > 0 else {
            throw .malformed(fields.path("clockBehind"), wanted: "a whole number above 0")
        }
        return seconds
    }
}
