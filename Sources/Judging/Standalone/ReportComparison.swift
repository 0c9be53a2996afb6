package import GateModel

/// The benchmarks of two reports, side by side.
package struct ReportComparison: Sendable {
    /// What is judged; of one without a name both reports had but one, under different names.
    package let pairs: [Pair]
    /// Benchmarks that only the candidate's report has, in its order: there is nothing to compare them with, and adding
    /// one is no step for the worse. One that failed is among the ``pairs``.
    package let added: [String]
    /// Why nothing of a report can be believed, by the side.
    private let flaws: [(side: Side, flaw: Inconclusive.ReportFlaw)]

    package struct Pair: Sendable {
        package let name: String
        package let baseline: ImportedBenchmark?
        package let candidate: ImportedBenchmark?
    }

    /// - Parameter wanted: The name of the one to compare; otherwise all that are no parts of others.
    package init(baseline: ImportedReport, candidate: ImportedReport, only wanted: String? = nil) {
        flaws =
            baseline.flaws.map { (.baseline, $0) } + candidate.flaws.map { (.candidate, $0) }
        let sides = [baseline, candidate].map(\.benchmarks)
        let wholes = sides.map { $0.filter { !$0.isDetail } }
        // A command line may well be what differs between two reports of one benchmark each.
        if wanted == nil, wholes.allSatisfy({ $0.count == 1 }) {
            pairs = [Pair(name: wholes[1][0].name, baseline: wholes[0][0], candidate: wholes[1][0])]
            added = []
            return
        }
        let byName = sides.map { side in Dictionary(side.map { ($0.name, $0) }) { first, _ in first } }
        var seen: Set<String> = []
        let known = sides.joined().map(\.name).filter { seen.insert($0).inserted }
        let whole = Set(wholes.joined().map(\.name))
        let chosen = wanted.map { [$0] } ?? (whole.isEmpty ? known : known.filter(whole.contains))
        let all = chosen.map { Pair(name: $0, baseline: byName[0][$0], candidate: byName[1][$0]) }
        pairs = all.filter { wanted != nil || !$0.isAdded }
        added = wanted == nil ? all.filter(\.isAdded).map(\.name) : []
    }

    /// A judgement for each pair; of reports that cannot be believed one for each reason.
    ///
    /// - Parameter judging: How to judge, by the number of judgements that are made together.
    package func judgements(
        better: Metric.Direction?, _ judging: (Int) -> RatioJudging
    ) -> [SampleJudgement] {
        let judging = judging(max(1, pairs.count))
        guard flaws.isEmpty else {
            return flaws.map {
                judging.undecided(nil, Inconclusive($0.flaw).about("the \($0.side.rawValue)'s report"))
            }
        }
        guard !pairs.isEmpty else { return [judging.undecided(nil, Inconclusive(.nothingShared))] }
        return pairs.map { pair in
            switch (pair.baseline, pair.candidate) {
            case (let before?, let after?): judging.judge(baseline: before, candidate: after, better: better)
            case (nil, let after?) where after.hasFailed:
                judging.undecided(
                    pair.name,
                    Inconclusive(.failed(operations: after.failures, checks: after.failedChecks)))
            case (nil, _): judging.undecided(pair.name, Inconclusive(.absent(side: .baseline)))
            case (_, nil): judging.undecided(pair.name, Inconclusive(.absent(side: .candidate)))
            }
        }
    }
}

extension ReportComparison.Pair {
    fileprivate var isAdded: Bool { baseline == nil && candidate?.hasFailed == false }
}
