import GateModel
import Testing

/// Forms in which reports occur in the field, as whole files.
@Suite("Forms of reports")
struct ReportFormTests {
    private func read(_ name: String) throws -> ImportedReport { try ReportSample.read("forms/\(name)") }

    @Test func criterionInPicoseconds() throws {
        let report = try read("criterion-ps.txt")
        #expect(isClose(report["tiny"]?.summary?[.mean], 5.14e-10))
        #expect(isClose(report["big"]?.summary?[.mean], 1.24e-3))
    }

    @Test func repetitionsWithoutIndex() throws {
        #expect(
            try read("gbench-repeats-without-index.json")["BM"]?.samples == [
                [Double](repeating: 0.0015, count: 6)
            ])
    }

    @Test func aGoBenchmarkWithAUnitOfItsOwn() throws {
        let report = try read("go-custom-unit.txt")
        #expect(report["x.BenchmarkA-8"]?.samples == [[1e-8]])
        #expect(report["x.BenchmarkSize-8 text-bytes"]?.samples == [[100]])
    }

    @Test func eventsOfGoTest() throws {
        // 10 to 17 ns.
        let samples = try #require(try read("go-test-json.ndjson")["x.BenchmarkA-8"]?.samples)
        #expect(samples.map(\.count) == [8])
        #expect(samples[0][0] == 1e-8)
        #expect(samples[0][7] == 1.7e-8)
    }

    @Test func jmhsHistogram() throws {
        let samples = try #require(try read("jmh-sample.json")["b"]?.samples)
        // 200 + 300 + 10 samples.
        #expect(samples.map(\.count) == [510])
        #expect(samples[0].max() == 0.0019)
    }

    @Test func junitCounts() throws {
        let flaws = try read("junit-counts.xml").flaws
        #expect(
            flaws == [
                .contradicted(suite: "s", counter: .tests, declared: 3, found: 1),
                .contradicted(suite: "s", counter: .failures, declared: 2, found: 0),
            ])
    }

    @Test func junitSkippedAndFailed() throws {
        let report = try read("junit-skipped-and-failed.xml")
        #expect(report["c.broken"]?.failures == 1)
        #expect(report["c.fine"]?.failures == 0)
    }

    @Test func k6sMachineReadableSummary() throws {
        let duration = try #require(try read("k6-machine-readable.json")["http_req_duration"])
        #expect(duration.summary?[.median] == 0.009)
        #expect(duration.failures == 0)
        #expect(duration.failedChecks == 1)
    }
}
