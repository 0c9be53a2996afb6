import Foundation
import GateModel
import Git
import Testing

@testable import DecisionLog

@Suite struct EvidenceTests {
    @Test func evidenceReadsBackAsItWas() throws {
        let directory = try LogDirectory()
        let evidence = directory.evidence()
        let entry = try directory.append(evidence: evidence)
        try directory.append(.deployStarted)
        let second = try directory.append(.deployed, evidence: directory.evidence(seed: 2))
        #expect(try directory.log().evidence(of: entry) == evidence)
        #expect(try directory.log().evidence(of: second)?.seed == 2)
        #expect(entry.evidence.map(\.name) == ["evidence.json"])
        #expect(entry.evidence.map(\.size) == [try evidence.encoded().count])

        let verification = try directory.log().verify()
        #expect(verification.holds)
        #expect(verification.evidence.map(\.index) == [0, 2])
        #expect(verification.evidence.map(\.state) == [.intact, .intact])
        #expect(
            try directory.git("log", "--format=%s", "refs/pawl/evidence/staging") == """
                evidence of deployed membership, run run-1
                evidence of approve membership, run run-1
                """)
        #expect(try directory.git("fsck", "--strict", "--no-dangling") == "")
    }

    @Test func entryWithoutEvidenceHasNone() throws {
        let directory = try LogDirectory()
        let entry = try directory.append()
        #expect(try directory.log().evidence(of: entry) == nil)
        #expect(try directory.log().verify().evidence == [])
    }

    @Test func prunedEvidenceIsNoDamage() throws {
        let directory = try LogDirectory()
        let entry = try directory.append(evidence: directory.evidence())
        try directory.git("update-ref", "-d", "refs/pawl/evidence/staging")
        #expect(try directory.log().verify().evidence.map(\.state) == [.intact])
        try directory.git("prune", "--expire=now")
        let verification = try directory.log().verify()
        #expect(verification.evidence.map(\.state) == [.pruned])
        #expect(verification.holds)
        #expect(try directory.log().evidence(of: entry) == nil)
    }

    @Test func evidenceWhoseFileIsGoneIsPruned() throws {
        let directory = try LogDirectory()
        let entry = try directory.append(evidence: directory.evidence())
        let blob = try directory.git("rev-parse", "refs/pawl/evidence/staging:evidence.json")
        try removeObject(blob, in: directory)
        #expect(try directory.log().verify().evidence.map(\.state) == [.pruned])
        #expect(try directory.log().evidence(of: entry) == nil)
    }

    @Test func alteredEvidenceIsNamed() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        let entry = try directory.append(evidence: directory.evidence())
        let other = try directory.git("hash-object", "-w", "--stdin", input: Array("{}".utf8))
        try directory.replaceObject(try #require(entry.evidence.first).blob.hex, by: other)
        let verification = try directory.log().verify()
        #expect(verification.evidence.map(\.state) == [.altered])
        #expect(verification.brokenEntry == nil)
        #expect(!verification.holds)
        let text = try errorText { _ = try directory.log().evidence(of: entry) }
        #expect(
            text == """
                log: error: the evidence of entry 1 was altered
                  hint: do not use it; another clone may have it as it was recorded
                """)
    }
}

extension LogDirectory {
    /// Puts the file of one object where that of another one was.
    func replaceObject(_ id: String, by other: String) throws {
        func file(_ id: String) -> URL {
            URL(filePath: "\(path)/.git/objects/\(id.prefix(2))/\(id.dropFirst(2))")
        }
        try FileManager.default.removeItem(at: file(id))
        try FileManager.default.copyItem(at: file(other), to: file(id))
    }

    func evidence(seed: UInt64 = 1) -> Evidence {
        let samples = Samples(
            metric: "response_time", operation: "search",
            blocks: [
                Block(
                    baseline: [.value(0.000312), .silent],
                    candidate: [.failed("status 500"), .notANumber])
            ])
        let run = StageRun(.regress(SampledRun(samples: [samples])))
        return Evidence(
            seed: seed, baseline: first, candidate: second, pipeline: testPipeline, runs: [run],
            results: [StageResult(stage: .regress, judgements: [testJudgement(1)], seconds: 12.5)])
    }
}
