import GateModel
package import JSON

/// What `pawl gate --format json` prints: all that the text says, and every judgement that passed.
package enum JSONReport {
    /// Of the form; a number, a word or a member that means something else than before is a new version.
    package static let version: Int64 = 1

    /// Two blanks a level, a line feed at the end.
    ///
    /// A number is finite or null. Characters that a terminal might obey are escaped, so it can be printed.
    package static func text(_ summary: GateSummary) -> String {
        printable(value(summary))
    }

    /// Any value in that form.
    /// With escapes for every character that a terminal would not show, so that nothing of it is lost on the way.
    static func printable(_ value: JSONValue) -> String { escapingInvisible(JSONWriter.pretty(value)) }

    package static func value(_ summary: GateSummary) -> JSONValue {
        let plan = summary.plan
        return [
            "version": .integer(version),
            "verdict": .string(summary.outcome.jsonWord),
            "would_be": summary.outcome.advised.map { .string($0) } ?? .null,
            "reason": summary.outcome.reason.map { .string($0.reason.rawValue) } ?? .null,
            "detail": summary.outcome.detail.map { .string($0) } ?? .null,
            "pipeline": json(plan.source),
            "pipeline_change": plan.pipelineChange.map(json) ?? .null,
            "environment": .string(plan.environment),
            "candidate": json(plan.candidate),
            "baseline": json(plan.baseline),
            // As text: a reader may keep numbers in doubles, which hold 53 bits.
            "seed": .string(String(plan.seed)),
            "isolation": summary.isolation.map { .string($0) } ?? .null,
            "notes": strings(plan.notes),
            "stages": .array(summary.results.map(json)),
            "not_run": strings(summary.notRun.map(\.rawValue)),
            "rollback": summary.outcome.rollback.map(json) ?? .null,
            "problems": strings(summary.problems),
            "entries": .array(summary.entries.map(json)),
        ]
    }

    static func json(_ source: Decision.PipelineSource) -> JSONValue {
        [
            "name": .string(source.name), "path": .string(source.path), "blob": .string(source.blob.hex),
            "sha256": .string(source.sha256),
        ]
    }

    private static func json(_ change: PipelineChange) -> JSONValue {
        [
            "baseline": change.baseline.map { .string($0.hex) } ?? .null,
            "candidate": .string(change.candidate.hex), "added": .integer(Int64(change.added)),
            "removed": .integer(Int64(change.removed)),
            "lines": .array(
                change.lines.map {
                    [
                        "change": .string($0.kind.rawValue), "line": .integer(Int64($0.number)),
                        "text": .string($0.text),
                    ]
                }),
        ]
    }

    static func json(_ revision: Revision) -> JSONValue {
        [
            "commit": .string(revision.commit.hex), "tree": .string(revision.tree.hex),
            "summary": .string(revision.summary.unescaped),
        ]
    }

    private static func json(_ entry: GateSummary.Entry) -> JSONValue {
        [
            "index": .integer(Int64(entry.index)), "kind": .string(entry.kind.rawValue),
            "leaf": .string(entry.leaf),
        ]
    }

    /// A value as the codec writes it, its members named as the others of a report: `block_ratios`. What is not known is left
    /// out, what is not finite is null.
    ///
    /// - Precondition: The value has no dictionary, which alone the codec may be unable to write.
    static func coded(_ value: some Encodable) -> JSONValue {
        do {
            return snakeCased(try JCS.value(value, fractions: .finiteNumbers))
        } catch {
            preconditionFailure("\(error)")
        }
    }

    private static func snakeCased(_ value: JSONValue) -> JSONValue {
        if let array = value.array { return .array(array.map(snakeCased)) }
        guard let object = value.object else { return value }
        return .object(
            JSONObject(object.members.map { JSONMember(snakeCased($0.key), snakeCased($0.value)) }))
    }

    private static func snakeCased(_ key: String) -> String {
        key.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
    }

    static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

    /// JSON can write neither an infinity nor a NaN.
    static func number(_ value: Double?) -> JSONValue {
        guard let value, value.isFinite else { return .null }
        return .number(value)
    }

    /// They can only stand in strings; `\u009b` there is the same string.
    private static func escapingInvisible(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            guard scalar.value >= 0x7f, scalar.isInvisible else {
                escaped.unicodeScalars.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return escaped
    }
}

extension GateOutcome {
    /// What it would be without `enforce: no`: `approved`, `blocked`, `inconclusive`; nil where it is what it says.
    fileprivate var advised: String? {
        guard case .advice(let verdict) = self else { return nil }
        return GateOutcome(measured: verdict).jsonWord
    }

    /// `approved`, `rolled-back`, `rollback-failed`
    fileprivate var jsonWord: String {
        switch self {
        case .approved: "approved"
        case .advice: "advice"
        case .deployed: "deployed"
        case .blocked: "blocked"
        case .inconclusive: "inconclusive"
        case .held: "held"
        case .rolledBack(let report): report.outcome.isVerified ? "rolled-back" : "rollback-failed"
        case .rollbackImpossible: "rollback-failed"
        }
    }

    fileprivate var reason: Inconclusive? {
        switch self {
        case .inconclusive(let why), .held(let why), .advice(.inconclusive(let why)): why
        case .approved, .advice, .deployed, .blocked, .rolledBack, .rollbackImpossible: nil
        }
    }

    fileprivate var detail: String? {
        switch self {
        case .inconclusive(let why), .held(let why), .advice(.inconclusive(let why)): why.detail.text
        case .rollbackImpossible(let problem): problem
        case .approved, .advice, .deployed, .blocked, .rolledBack: nil
        }
    }

    fileprivate var rollback: RollbackReport? {
        switch self {
        case .rolledBack(let report): report
        case .approved, .advice, .deployed, .blocked, .inconclusive, .held, .rollbackImpossible: nil
        }
    }
}
