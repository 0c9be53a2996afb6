import GateModel
import Reports

/// Values that the tests of this module share, all about one pipeline.
enum Examples {
    static let file = """
        pawl: 1
        name: membership
        stages:
          - compat:
          - regress:
              rules:
                - median(response_time) <= +5% or +0.02ms
                - mean(queries) <= +0 for reads
                - { rule: "errors == 0", because: nobody waits for an error }
          - scale:
              rules:
                - p95(response_time) <= 50ms
          - deploy: { run: ./deploy, within: 1m }
          - watch:
              rules:
                - errors <= 1%
        """

    static let candidate = Revision(
        commit: id("3f2a91c"), tree: id("aa01"), summary: "Search by club")
    static let baseline = Revision(
        commit: id("9be04d1"), tree: id("aa02"), summary: "Faster start")
    static let source = Decision.PipelineSource(
        name: "membership", path: "pipelines/membership.yaml", blob: id("b10b"),
        sha256: digits("5a", 64))

    static func plan(
        candidate: Revision = candidate, notes: [String] = [], pipeline: Pipeline = pipeline
    ) -> Plan {
        Plan(
            pipeline: pipeline, source: source, environment: "staging", baseline: baseline,
            candidate: candidate, seed: 18_446_744_073_709_551_615, notes: notes)
    }

    static func summary(
        _ outcome: GateOutcome, _ results: [StageResult], notRun: [StageName] = [],
        entries: [GateSummary.Entry] = [], candidate: Revision = candidate
    ) -> GateSummary {
        GateSummary(
            plan: plan(candidate: candidate), results: results, notRun: notRun, outcome: outcome,
            entries: entries, pipelineText: file)
    }

    static func entry(_ index: Int, _ kind: Decision.Kind, _ leaf: String) -> GateSummary.Entry {
        GateSummary.Entry(index: index, kind: kind, leaf: digits(leaf, 64))
    }

    static func position(_ line: Int, _ column: Int) -> FilePosition {
        FilePosition(file: "pipelines/membership.yaml", line: line, column: column)
    }

    /// The digits, then zeros up to 40.
    static func id(_ start: String) -> ObjectID {
        guard let id = ObjectID(hex: digits(start, 40)) else { fatalError("'\(start)' is no start of an id") }
        return id
    }

    static func digits(_ start: String, _ count: Int) -> String {
        start + String(repeating: "0", count: count - start.count)
    }
}
