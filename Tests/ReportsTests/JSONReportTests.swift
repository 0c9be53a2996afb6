import GateModel
import JSON
import Reports
import Testing

@Suite struct JSONReportTests {
    @Test("the whole report, with null for what is no number or did not happen")
    func whole() {
        let steps = [
            Examples.result(1, Examples.exit0, 2.04),
            Examples.result(2, .ran(end: .signalled(signal: 9)), 30, output: "no"),
        ]
        let results = [StageResult(stage: .regress, judgements: [Examples.slower], seconds: .nan)]
        let summary = Examples.summary(
            .rolledBack(Examples.report(.failed(step: 2), steps)), results, notRun: [.scale],
            entries: [Examples.entry(4, .block, "7c4a9e1")])
        #expect(
            JSONReport.text(summary) == """
                {
                  "version": 1,
                  "verdict": "rollback-failed",
                  "would_be": null,
                  "reason": null,
                  "detail": null,
                  "pipeline": {
                    "name": "membership",
                    "path": "pipelines/membership.yaml",
                    "blob": "b10b000000000000000000000000000000000000",
                    "sha256": "5a00000000000000000000000000000000000000000000000000000000000000"
                  },
                  "pipeline_change": null,
                  "environment": "staging",
                  "candidate": {
                    "commit": "3f2a91c000000000000000000000000000000000",
                    "tree": "aa01000000000000000000000000000000000000",
                    "summary": "Search by club"
                  },
                  "baseline": {
                    "commit": "9be04d1000000000000000000000000000000000",
                    "tree": "aa02000000000000000000000000000000000000",
                    "summary": "Faster start"
                  },
                  "seed": "18446744073709551615",
                  "isolation": null,
                  "notes": [],
                  "stages": [
                    {
                      "stage": "regress",
                      "verdict": "violation",
                      "seconds": null,
                      "engine": null,
                      "load": null,
                      "judgements": [
                        {
                          "id": "regress/median-response_time-rel/search",
                          "rule": "median(response_time) <= +5% or +0.02ms",
                          "limit": "<= +5 % or +20 µs",
                          "position": {
                            "file": "pipelines/membership.yaml",
                            "line": 7,
                            "column": 11
                          },
                          "operation": "search",
                          "verdict": "violation",
                          "reason": null,
                          "detail": null,
                          "why": null,
                          "blocks": true,
                          "flip": null,
                          "equivalence": null,
                          "samples": "40 blocks × 10",
                          "notes": [
                            "limit in force +5 %, decided at block 12"
                          ],
                          "demand": {
                            "kind": "rule",
                            "text": "median(response_time) <= +5% or +0.02ms",
                            "statistic": "median",
                            "metric": "response_time",
                            "unit": "time",
                            "condition": {
                              "comparison": "<=",
                              "limit": {
                                "share": 0.05
                              },
                              "or": {
                                "amount": 0.00002
                              }
                            }
                          },
                          "numbers": {
                            "scale": "ratio",
                            "estimate": 1.126,
                            "lower": 1.098,
                            "upper": 1.155,
                            "baseline": 0.0419,
                            "candidate": 0.0472,
                            "samples": {
                              "kind": "sized-blocks",
                              "count": 40,
                              "least": 10,
                              "most": 10
                            }
                          },
                          "facts": [
                            {
                              "kind": "limit-in-force",
                              "change": 0.05,
                              "block": 12
                            }
                          ]
                        }
                      ]
                    }
                  ],
                  "not_run": [
                    "scale"
                  ],
                  "rollback": {
                    "from": {
                      "commit": "3f2a91c000000000000000000000000000000000",
                      "tree": "aa01000000000000000000000000000000000000",
                      "summary": "Search by club"
                    },
                    "to": {
                      "commit": "9be04d1000000000000000000000000000000000",
                      "tree": "aa02000000000000000000000000000000000000",
                      "summary": "Faster start"
                    },
                    "outcome": "failed at step 2",
                    "verified": false,
                    "seconds": 12.34,
                    "steps": [
                      {
                        "number": 1,
                        "action": "redeploy",
                        "change": null,
                        "script": "rollback/membership/redeploy",
                        "sha256": "d100000000000000000000000000000000000000000000000000000000000000",
                        "end": "exit 0",
                        "succeeded": true,
                        "seconds": 2.04,
                        "output": ""
                      },
                      {
                        "number": 2,
                        "action": "revert",
                        "change": "20260720-cache",
                        "script": "rollback/membership/20260720-cache/revert",
                        "sha256": "d200000000000000000000000000000000000000000000000000000000000000",
                        "end": "signal 9",
                        "succeeded": false,
                        "seconds": 30,
                        "output": "no"
                      },
                      {
                        "number": 3,
                        "action": "revert",
                        "change": "20260714-payment-index",
                        "script": "rollback/membership/20260714-payment-index/revert",
                        "sha256": "d300000000000000000000000000000000000000000000000000000000000000",
                        "end": null,
                        "succeeded": null,
                        "seconds": null,
                        "output": null
                      },
                      {
                        "number": 4,
                        "action": "verify",
                        "change": null,
                        "script": "rollback/membership/verify",
                        "sha256": "d400000000000000000000000000000000000000000000000000000000000000",
                        "end": null,
                        "succeeded": null,
                        "seconds": null,
                        "output": null
                      }
                    ],
                    "left_for_people": [],
                    "fingerprints": null
                  },
                  "problems": [],
                  "entries": [
                    {
                      "index": 4,
                      "kind": "block",
                      "leaf": "7c4a9e1000000000000000000000000000000000000000000000000000000000"
                    }
                  ]
                }

                """)
    }

    @Test(
        "the verdict in a word",
        arguments: [
            (GateOutcome.approved, "approved"), (.advice(.violation), "advice"), (.deployed, "deployed"),
            (.blocked, "blocked"),
            (.inconclusive(Examples.noisy), "inconclusive"), (.held(Examples.noisy), "held"),
            (.rolledBack(Examples.report(.verified, [])), "rolled-back"),
            (.rolledBack(Examples.report(.cleanUpLeft(["20260720-cache"]), [])), "rolled-back"),
            (.rolledBack(Examples.report(.notVerified, [])), "rollback-failed"),
            (.rolledBack(Examples.report(.unfinished(step: 1), [])), "rollback-failed"),
            (.rollbackImpossible("no scripts"), "rollback-failed"),
        ])
    func verdicts(outcome: GateOutcome, word: String) {
        #expect(JSONReport.value(Examples.summary(outcome, []))["verdict"] == .string(word))
    }

    @Test(
        "advice says what it would be",
        arguments: [
            (Verdict.pass, "approved", JSONValue.null), (.violation, "blocked", .null),
            (.inconclusive(Examples.noisy), "inconclusive", "too noisy"),
        ])
    func advice(verdict: Verdict, word: String, reason: JSONValue) {
        let value = JSONReport.value(Examples.summary(.advice(verdict), []))
        #expect(value["would_be"] == .string(word))
        #expect(value["reason"] == reason)
    }

    @Test("how the pipeline file differs from that of what runs, and what could not be recorded")
    func changeAndProblems() {
        let change = PipelineChange(
            baseline: Examples.id("a1"), candidate: Examples.id("b2"), added: 1, removed: 0,
            lines: [ChangedLine(.added, 7, "- errors <= 50%")])
        let own = Examples.plan()
        let plan = Plan(
            pipeline: own.pipeline, map: own.map, source: own.source, pipelineChange: change,
            environment: "staging",
            baseline: own.baseline, candidate: own.candidate, seed: 1, notes: [])
        let value = JSONReport.value(
            GateSummary(
                plan: plan, results: [], notRun: [], outcome: .deployed, entries: [],
                problems: ["entry 'deployed' could not be recorded"]))
        #expect(value["pipeline_change"]?["baseline"] == .string("a1" + String(repeating: "0", count: 38)))
        #expect(
            value["pipeline_change"]?["lines"] == [
                ["change": "+", "line": 7, "text": "- errors <= 50%"]
            ])
        #expect(value["problems"] == ["entry 'deployed' could not be recorded"])
    }

    @Test("an inconclusive gate has its reason, and so has each judgement")
    func reasons() {
        let value = JSONReport.value(Examples.inconclusive)
        #expect(value["reason"] == "too noisy")
        #expect(value["detail"] == .string(Examples.noisy.detail.text))
        let judgement = value["stages"]?.array?.first?["judgements"]?.array?.first
        #expect(judgement?["verdict"] == "inconclusive")
        #expect(judgement?["reason"] == "too noisy")
        #expect(judgement?["detail"] == .string(Examples.noisy.detail.text))
        #expect(judgement?["why"]?["kind"] == "blocks")
        #expect(judgement?["why"]?["why"]?["shown"] == 0.072)
        #expect(judgement?["numbers"]?["lower"] == 0.98)
        #expect(judgement?["numbers"]?["upper"] == nil)
    }

    @Test(
        "what is written is JSON and reads back as the same value",
        arguments: [
            Examples.blocked, Examples.approved, Examples.inconclusive, Examples.rolledBack, Examples.hostile,
        ])
    func readsBack(summary: GateSummary) throws {
        let read = try JSONParser.parse(Array(JSONReport.text(summary).utf8))
        #expect(read == JSONReport.value(summary))
    }

    @Test("bars, turning points and evidence are numbers in base units")
    func explained() {
        let report = JSONReport.value(Examples.explainedGate(Examples.explained, Examples.explainedLimit))
        let findings =
            report["stages"]?.array?.first?["judgements"]?.array?.compactMap { $0["numbers"] } ?? []
        #expect(findings.count == 2)
        #expect(findings.first?["bounds"] == [0.044])
        #expect(
            findings.first?["flip"] == [
                "kind": "at",
                "limits": [
                    ["is_upper": true, "terms": ["kind": "change"], "pass": 0.15521, "violation": 0.0977]
                ],
            ])
        #expect(
            findings.first?["evidence"] == ["log_violation": 8.3, "log_pass": -9, "margins": 40])
        #expect(
            findings.last?["distributions"] == [
                "scale": "time", "low": 0.04, "high": 0.06,
                "candidate": [
                    "below": 1, "bins": [1, 8, 4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
                    "above": 0,
                ],
            ])
        #expect(findings.last?["evidence"] == nil)
    }

    @Test func aNumberThatIsNotFiniteIsNull() {
        let numbers = Judgement.Numbers(
            scale: .unit(.time), estimate: .nan, lower: -.infinity, upper: 1, bounds: [.infinity])
        let judgement = Examples.judgement(Examples.median, "search", .violation, numbers)
        let report = JSONReport.value(Examples.explainedGate(judgement))
        let json = report["stages"]?.array?.first?["judgements"]?.array?.first?["numbers"]
        #expect(json?["estimate"] == .null)
        #expect(json?["lower"] == .null)
        #expect(json?["upper"] == 1)
        #expect(json?["bounds"] == [.null])
        #expect(json?["baseline"] == nil)
    }

    @Test("why no limit would change a verdict is a text, and a name")
    func never() {
        let numbers = Judgement.Numbers(scale: .ratio, flip: .never(.undecided(.noSamples)))
        let judgement = Examples.judgement(Examples.median, "search", .violation, numbers)
        let report = JSONReport.value(Examples.explainedGate(judgement))
        let json = report["stages"]?.array?.first?["judgements"]?.array?.first
        #expect(json?["flip"] == "no limit changes it: no samples")
        #expect(
            json?["numbers"]?["flip"] == [
                "kind": "never", "because": ["kind": "undecided", "reason": "no samples"],
            ])
    }
}
