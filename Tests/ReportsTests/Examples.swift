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

    /// Of what the judgements of these tests are about.
    static let map = SourceMap(
        file: "pipelines/membership.yaml",
        lines: file.split(separator: "\n").map(String.init),
        places: [
            "stages/compat": key(4, 5, 6),
            "stages/regress": key(5, 5, 7),
            "stages/regress/rules/0": value(7, 11, 42),
            "stages/regress/rules/0/limit": value(7, 36, 14),
            "stages/regress/rules/1": value(8, 11, 29),
            "stages/regress/rules/1/limit": value(8, 28, 2),
            "stages/regress/rules/2": value(9, 19, 13),
            "stages/regress/rules/2/limit": value(9, 30, 1),
            "stages/scale/rules/0": value(12, 11, 26),
            "stages/scale/rules/0/limit": value(12, 33, 4),
            "stages/deploy": key(13, 5, 6),
            "stages/watch/rules/0": value(16, 11, 12),
            "stages/watch/rules/0/limit": value(16, 21, 2),
        ])

    /// A key whose value starts on the next line.
    private static func key(_ line: Int, _ column: Int, _ length: Int) -> SourceMap.Place {
        SourceMap.Place(
            key: SourceSpan(line: line, column: column, length: length),
            value: SourceSpan(line: line + 1, column: column + 4, length: 1))
    }

    private static func value(_ line: Int, _ column: Int, _ length: Int) -> SourceMap.Place {
        SourceMap.Place(value: SourceSpan(line: line, column: column, length: length))
    }

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
            pipeline: pipeline, map: map, source: source, environment: "staging", baseline: baseline,
            candidate: candidate, seed: 18_446_744_073_709_551_615, notes: notes)
    }

    static func summary(
        _ outcome: GateOutcome, _ results: [StageResult], notRun: [StageName] = [],
        entries: [GateSummary.Entry] = [], candidate: Revision = candidate
    ) -> GateSummary {
        GateSummary(
            plan: plan(candidate: candidate), results: results, notRun: notRun, outcome: outcome,
            entries: entries)
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
