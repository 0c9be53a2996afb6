import GateModel

extension GateSummary {
    /// `BLOCKED  membership 3f2a91c → staging      1 violation in regress · memory, scale not run`
    ///
    /// What does not fit behind the names stands below them.
    var headline: Block {
        let names = Piece.strong(
            "  \(plan.pipeline.name) \(plan.candidate.commit.short) → \(plan.environment)")
        return .heading([title, names], aside: [Piece(tail.joined(separator: " · "), .plain)])
    }

    private var title: Piece {
        switch outcome {
        case .approved: .good("APPROVED")
        case .advice: .caution("ADVICE")
        case .deployed: .good("DEPLOYED")
        case .blocked: .bad("BLOCKED")
        case .inconclusive: .caution("INCONCLUSIVE")
        case .held: .caution("HELD")
        case .rolledBack(let report) where report.outcome.isVerified: .bad("ROLLED BACK")
        case .rolledBack, .rollbackImpossible: .bad("ROLLBACK FAILED")
        }
    }

    private var tail: [String] {
        switch outcome {
        case .approved, .deployed: [passed] + warned + observed
        case .advice(.pass): ["would be approved", passed] + warned + observed
        case .advice(.violation): ["would block"] + counts + skipped
        case .advice(.inconclusive(let why)): ["would block"] + counts + ["\(why.reason.rawValue)"] + skipped
        case .blocked: counts + skipped
        case .inconclusive(let why): counts + ["\(why.reason.rawValue)"] + skipped
        case .held(let why): counts + ["\(why.reason.rawValue)", "left running"] + skipped
        case .rolledBack(let report): ["\(cause), \(way(report))"]
        case .rollbackImpossible: ["\(cause), nothing is undone, page someone"]
        }
    }

    private var judgements: [Judgement] { results.flatMap(\.shownJudgements) }

    private var passed: String {
        let passes = judgements.count { $0.verdict == .pass }
        return "\(counted(results.count, "stage")), \(counted(passes, "judgement")) passed"
    }

    private var warned: [String] {
        let count = results.reduce(0) { $0 + $1.warnings.count }
        return count == 0 ? [] : [counted(count, "warning")]
    }

    private var observed: [String] {
        let count = judgements.count { $0.verdict != .pass && !$0.blocks }
        return count == 0 ? [] : ["\(count) not passed, not blocking"]
    }

    /// `1 violation in compat, 2 in regress`, then the same of what is inconclusive.
    private var counts: [String] {
        let violations = results.map { result in
            (result.stage, result.shownJudgements.count { $0.verdict == .violation && $0.blocks })
        }
        let inconclusive = results.map { result in
            (result.stage, result.shownJudgements.count { $0.blocks && $0.verdict.isInconclusive })
        }
        return [
            Self.listed(violations) { counted($0, "violation") },
            Self.listed(inconclusive) { "\($0) inconclusive" },
        ].compactMap { $0 }
    }

    private static func listed(_ counts: [(StageName, Int)], _ first: (Int) -> String) -> String? {
        let found = counts.filter { $0.1 > 0 }
        guard !found.isEmpty else { return nil }
        return found.enumerated().map { index, one in
            "\(index == 0 ? first(one.1) : String(one.1)) in \(one.0.rawValue)"
        }.joined(separator: ", ")
    }

    private var skipped: [String] {
        notRun.isEmpty ? [] : ["\(notRun.map(\.rawValue).joined(separator: ", ")) not run"]
    }

    /// `violated in watch`
    private var cause: String {
        guard let stage = results.last(where: { $0.verdict != .pass }) else { return "not passed" }
        return "\(stage.verdict == .violation ? "violated" : "inconclusive") in \(stage.stage.rawValue)"
    }

    private func way(_ report: RollbackReport) -> String {
        let target = report.plan.to.commit.short
        return switch report.outcome {
        case .verified: "back to \(target), verified"
        case .cleanUpLeft: "back to \(target), verified, clean-up left"
        case .notVerified, .failed, .unfinished: "not back to \(target), \(report.outcome.word), page someone"
        }
    }
}

/// `1 violation`, `2 violations`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
