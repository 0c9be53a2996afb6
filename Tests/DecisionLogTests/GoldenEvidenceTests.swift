import GateModel
import Testing

@testable import DecisionLog

/// The bytes of evidence, which entries bind by their digest: whoever changes them decides that what was recorded before is not
/// read any more.
@Suite struct GoldenEvidenceTests {
    private func evidence() throws -> Evidence {
        let id = try #require(ObjectID(hex: String(repeating: "1a", count: 20)))
        let revision = Revision(commit: id, tree: id, summary: "sum up faster")
        var run = StageRun(stage: .regress)
        run.samples = [
            Samples(
                metric: "response_time", operation: "sum",
                blocks: [
                    Block(
                        baseline: [.value(0.25), .value(3), .failed("status 500")],
                        candidate: [.silent, .notANumber] + Array(repeating: .value(0.5), count: 20))
                ])
        ]
        run.maximumBlocks = 96
        run.counts = [DataCount(name: "items", side: .candidate, counted: 5000, atLeast: 5000)]
        run.failure = Inconclusive(.timedOut, "block 2")
        run.seconds = 1.5
        return Evidence(
            seed: .max, baseline: revision, candidate: revision,
            pipeline: Decision.PipelineSource(
                name: "sums", path: "pipelines/sums.yaml", blob: id,
                sha256: String(repeating: "0f", count: 32)),
            isolation: "strong (landlock 7)", runs: [run])
    }

    private static let revision =
        #"{"commit":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","summary":"sum up faster","#
        + #""tree":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a"}"#

    @Test func theyStayAsTheyAre() throws {
        let text = String(decoding: try evidence().encoded(), as: UTF8.self)
        #expect(
            text == #"{"baseline":"# + Self.revision + #","candidate":"# + Self.revision
                + #","format":2,"isolation":"strong (landlock 7)","pipeline":{"blob":"1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a","#
                + #""name":"sums","path":"pipelines/sums.yaml","sha256":""#
                + String(repeating: "0f", count: 32)
                + #""},"results":[],"runs":[{"counts":[{"atLeast":5000,"counted":5000,"name":"items","side":"candidate"}],"#
                + #""differences":[],"failure":{"detail":"block 2","reason":"timed out"},"maximumBlocks":96,"memory":[],"#
                + #""probes":[],"samples":[{"blocks":[{"baseline":[0.25,3,"failed: status 500"],"#
                + #""candidate":["silent","not a number",{"of":0.5,"times":20}]}],"metric":"response_time","operation":"sum"}],"#
                + #""seconds":1.5,"stage":"regress","windows":[]}],"seed":"18446744073709551615"}"#)
        #expect(try Evidence(decoding: Array(text.utf8), ofEntry: 0) == evidence())
    }

    @Test func anotherSpellingIsRefusedByItsPlace() throws {
        let text = String(decoding: try evidence().encoded(), as: UTF8.self)
        let error = #expect(throws: LogError.self) {
            try Evidence(
                decoding: Array(text.replacing(#""seconds":1.5"#, with: #""seconds":1.5,"new":1"#).utf8),
                ofEntry: 3)
        }
        #expect(
            error
                == .evidenceUnreadable(index: 3, reason: "runs/0/new: it is not written as it would be here"))
    }
}
