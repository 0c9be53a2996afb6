package import GateModel
import JSON

/// What `pawl judge` prints.
package enum SampleJudgementReport {
    /// The members that each judgement has in JSON, under the names that its subcommand promises.
    package enum Names: Sendable {
        /// `stopped_at`, `estimate`
        case ratio
        /// `operations`, `slope`
        case growth

        fileprivate var count: String { self == .ratio ? "stopped_at" : "operations" }
        fileprivate var estimate: String { self == .ratio ? "estimate" : "slope" }
    }

    /// One object for one judgement; for several the worst one's members, and all of them as `benchmarks`.
    ///
    /// - Parameter amount: From the base unit to the one that the numbers came in.
    package static func json(
        _ judgements: [SampleJudgement], _ names: Names, amount: (Double) -> Double = { $0 }
    ) -> String {
        let worst = worst(of: judgements)
        var members = worst.map { self.members($0, names, amount) } ?? []
        if judgements.count > 1 {
            let all = judgements.map { JSONValue.object(JSONObject(self.members($0, names, amount))) }
            members.append(JSONMember("benchmarks", .array(all)))
        }
        return JSONReport.printable(.object(JSONObject(members)))
    }

    /// A line for each judgement, and its notes below it; notes that all have stand once, at the end.
    package static func text(_ judgements: [SampleJudgement], style: Style) -> String {
        let shared = judgements.first.map { first in
            first.notes.filter { note in judgements.allSatisfy { $0.notes.contains(note) } }
        }
        var lines: [String] = []
        for judgement in judgements {
            lines += sentence(judgement, style)
            lines += judgement.notes.filter { shared?.contains($0) != true }.map { "  note: \($0.text())" }
        }
        return (lines + (shared ?? []).map { "  note: \($0.text())" }).joined(separator: "\n") + "\n"
    }

    package static func worst(of judgements: [SampleJudgement]) -> SampleJudgement? {
        let verdict = Verdict.worst(judgements.map(\.verdict))
        return judgements.first { $0.verdict == verdict }
    }

    private static func members(
        _ judgement: SampleJudgement, _ names: Names, _ amount: (Double) -> Double
    ) -> [JSONMember] {
        func number(_ value: Double?) -> JSONValue {
            value.map(amount).flatMap { $0.isFinite ? .number($0) : nil } ?? .null
        }
        let name = judgement.name.map { [JSONMember("benchmark", .string($0))] } ?? []
        return [
            JSONMember("verdict", .string(judgement.verdict.word)),
            JSONMember("reason", .string(judgement.reason)),
            JSONMember(names.count, judgement.count.map { .integer(Int64($0)) } ?? .null),
            JSONMember(names.estimate, number(judgement.estimate)),
            JSONMember("lower", number(judgement.lower)),
            JSONMember("upper", number(judgement.upper)),
        ] + name
    }

    private static func sentence(_ judgement: SampleJudgement, _ style: Style) -> [String] {
        let role: Role =
            switch judgement.verdict {
            case .pass: .good
            case .violation: .bad
            case .inconclusive: .caution
            }
        let name = judgement.name.map { " \(harmless($0))" } ?? ""
        var parts = ["limit \(harmless(judgement.limit))"]
        if let estimate = judgement.estimate { parts.append("measured \(text(estimate, judgement.scale))") }
        if judgement.lower != nil || judgement.upper != nil {
            let lower = judgement.lower.map { text($0, judgement.scale) } ?? "−∞"
            let upper = judgement.upper.map { text($0, judgement.scale) } ?? "∞"
            parts.append("interval \(lower) … \(upper)")
        }
        if let count = judgement.count, judgement.scale == .ratio, role != .caution {
            parts.append("decided at block \(count)")
        }
        if !judgement.basis.isEmpty { parts.append(judgement.basis) }
        var lines = [
            style.paint(judgement.verdict.word.uppercased(), role) + name + "  "
                + parts.joined(separator: ", ")
        ]
        if case .inconclusive = judgement.verdict {
            lines.append("  why: \(harmless(judgement.reason))")
        }
        return lines
    }

    private static func text(_ value: Double, _ scale: Judgement.Scale) -> String {
        switch scale {
        case .ratio: changeText(value - 1)
        case .unit(let unit): unit.text(value)
        case .perOperation(let unit): unit.text(value) + "/op"
        case .number: significant(value)
        case .exponent: exponentText(value)
        }
    }
}
