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
    /// - Parameters:
    ///   - added: Benchmarks that only the candidate has, as `added`.
    ///   - amount: From the base unit to the one that the numbers came in.
    package static func json(
        _ judgements: [SampleJudgement], _ names: Names, added: [String] = [],
        amount: (Double) -> Double = { $0 }
    ) -> String {
        let worst = worst(of: judgements)
        var members = worst.map { self.members($0, names, amount) } ?? []
        if judgements.count > 1 {
            let all = judgements.map { JSONValue.object(JSONObject(self.members($0, names, amount))) }
            members.append(JSONMember("benchmarks", .array(all)))
        }
        if !added.isEmpty { members.append(JSONMember("added", .array(added.map(JSONValue.string)))) }
        return JSONReport.printable(.object(JSONObject(members)))
    }

    /// A line for each judgement, and its notes below it; notes that all have stand once, at the end.
    ///
    /// - Parameter added: Benchmarks that only the candidate has: named, and not judged.
    package static func text(
        _ judgements: [SampleJudgement], added: [String] = [], style: Style
    ) -> String {
        let shared = judgements.first.map { first in
            first.notes.filter { note in judgements.allSatisfy { $0.notes.contains(note) } }
        }
        let told = judgements.flatMap { judgement in
            blocks(judgement) + judgement.notes.filter { shared?.contains($0) != true }.map(note)
        }
        return Document(told + (shared ?? []).map(note) + new(added)).text(style)
    }

    private static func new(_ added: [String]) -> [Block] {
        guard !added.isEmpty else { return [] }
        let names = added.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        let rest = added.count > 20 ? " and \(added.count - 20) more" : ""
        return [
            .verbatim([
                "  note: new in the candidate, so there is nothing to compare with: \(names)\(rest)"
            ])
        ]
    }

    private static func note(_ note: Note) -> Block { .verbatim(["  note: \(note.text())"]) }

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

    private static func blocks(_ judgement: SampleJudgement) -> [Block] {
        let name = judgement.name.map { " \($0)" } ?? ""
        var parts = ["limit \(judgement.limit)"]
        if let estimate = judgement.estimate { parts.append("measured \(judgement.scale.text(estimate))") }
        if judgement.lower != nil || judgement.upper != nil {
            let lower = judgement.lower.map(judgement.scale.text) ?? "−∞"
            let upper = judgement.upper.map(judgement.scale.text) ?? "∞"
            parts.append("interval \(lower) … \(upper)")
        }
        if let count = judgement.count, judgement.scale == .ratio, !judgement.verdict.isInconclusive {
            parts.append("decided at block \(count)")
        }
        if let basis = judgement.basis { parts.append(basis.text) }
        let words = "\(name)  \(parts.joined(separator: ", "))"
        let sentence = Block.verbatim([judgement.verdict.titlePiece, Piece(words, .plain)])
        return judgement.verdict.isInconclusive
            ? [sentence, .verbatim(["  why: \(judgement.reason)"])] : [sentence]
    }
}

extension SampleJudgement {
    /// Why, in a few words.
    package var reason: String {
        switch verdict {
        case .pass: "shown to be within the limit"
        case .violation: "shown to be beyond the limit"
        case .inconclusive(let why): why.text
        }
    }
}
