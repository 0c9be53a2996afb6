import GateModel
import ServiceFixture
import Testing

@testable import Measuring

@Suite struct LocustRecordTests {
    private let read = DrawnInput(operation: readItem, values: [:])
    private let add = DrawnInput(operation: addItem, values: [:])
    private let notes = """
        {"locust": "2.47.0"}
        {"connected": "a"}
        {"connected": "b"}
        {"warm": 0, "worker": "a", "kinds": [null, null]}
        {"warm": 1, "worker": "b", "kinds": [null]}
        {"rows": [[0, 0, 0.002, 0.0, false, null, 9, [[["x-query-count", "2"]]]]]}
        {"rows": [[1, 0, 0.5, 0.2, true, "status 500", 7, [[]]], [0, 1, 0.004, 0.1, false, null, 20, [[["x-query-count", "2"]], [["x-query-count", "3"]]]]]}
        {"done": 0, "worker": "a", "rows": 2, "seconds": 1.25, "busy": 0.5, "cpu": 0.25, "repeated": 1}
        {"done": 1, "worker": "b", "rows": 1, "seconds": 1.5, "busy": 0.75, "cpu": 0.5, "repeated": 0}
        {"end": 3}

        """

    private var shares: [LocustShare] {
        [LocustShare(warmUp: [], load: [read, add]), LocustShare(warmUp: [], load: [read])]
    }

    private func record(_ notes: String) throws -> LocustRecord { try LocustRecord(notes: Array(notes.utf8)) }

    @Test("its rows are what a load of Pawl's own is told in")
    func result() throws {
        let record = try record(notes)
        #expect(record.version == "2.47.0" && record.connected == ["a", "b"] && record.hasEnded)
        #expect(record.gap(in: shares) == nil)
        let result = record.result(of: shares, [readItem, addItem], [queries, Metric.builtIns[0]])
        let summary = result.summary
        #expect(summary.requests == 3 && summary.errors == 1 && summary.bytes == 36)
        #expect(summary.seconds == 1.5 && summary.cpuSeconds == 0.75 && summary.repeated == 1)
        #expect(summary.failures == [LoadSummary.FailureCount(kind: "status 500", count: 1)])
        // Late by more than 100 ms: only the one of 200 ms, which waited for a connection.
        #expect(summary.doubts == [.late(1, waited: 1)])
        #expect(
            result.tallies.map(\.observed) == [
                [[.value(2), .failed("status 500")], [.value(0.002), .failed("status 500")]],
                [[.value(5)], [.value(0.004)]],
            ])
    }

    @Test("a worker that computed for almost a whole second was the bottleneck")
    func saturated() throws {
        let record = try record(notes.replacing(#""busy": 0.75"#, with: #""busy": 0.97"#))
        let result = record.result(of: shares, [readItem, addItem], [])
        #expect(result.summary.doubts == [.late(1, waited: 1), .saturated(0.97)])
    }

    @Test("of a ramp nothing counts, and the time that was asked for is the least")
    func ramp() throws {
        let shares = [
            LocustShare(warmUp: [], load: [read, add], times: [0, 0.5], ramp: 1),
            LocustShare(warmUp: [], load: [read], times: [0.1], ramp: 1),
        ]
        let result = try record(notes).result(
            of: shares, [readItem, addItem], [], after: .milliseconds(500), atLeast: .seconds(2))
        #expect(result.summary.requests == 1 && result.summary.errors == 0 && result.seconds == 2)
        #expect(result.summary.doubts == [])
    }

    @Test(
        "all that was asked for must be there, once",
        arguments: [
            ("{\"end\": 3}\n", "", "it ended early: 2 of 2 users were done"),
            ("{\"done\": 1", "{\"done\": 0", "it ended early: 1 of 2 users were done"),
            ("[1, 0, 0.5", "[0, 0, 0.5", "a worker reported an operation twice"),
            ("[1, 0, 0.5", "[1, 1, 0.5", "a worker reported an operation that nobody asked for"),
            ("[1, 0, 0.5", "[7, 0, 0.5", "a worker reported an operation that nobody asked for"),
            (
                #"{"rows": [[0, 0, 0.002, 0.0, false, null, 9, [[["x-query-count", "2"]]]]]}"# + "\n", "",
                "its workers reported 2 of 3 operations"
            ),
        ])
    func gaps(part: String, replacement: String, gap: String) throws {
        let notes = notes.replacing(part, with: replacement)
        #expect(notes != self.notes)
        #expect(try record(notes).gap(in: shares) == gap)
    }

    @Test(
        "what is no note, or no row, is not passed over",
        arguments: [
            "{", "[]", #"{"other": 1}"#, #"{"rows": [[0, 0, 0.1]]}"#,
            #"{"rows": [[0, 0, -1, 0, false, null, 1, []]]}"#,
            #"{"rows": [[0, 0, 1, 0, false, 5, 1, []]]}"#,
            #"{"rows": [[0, 0, 1, 0, false, null, 1, [[["a"]]]]]}"#,
            #"{"done": 1, "rows": 1}"#,
        ])
    func notUnderstood(line: String) {
        #expect(throws: LocustRecord.NotUnderstood.self) {
            try LocustRecord(notes: Array((line + "\n").utf8))
        }
    }

    @Test("a worker that cannot connect at all is named, and one that is answered badly is not")
    func unconnected() throws {
        let record = try record(
            """
            {"warm": 0, "worker": "a", "kinds": ["reset", "refused"]}
            {"warm": 1, "worker": "b", "kinds": ["refused", "then: connect_timed_out"]}

            """)
        #expect(record.unconnected?.worker == "b" && record.unconnected?.failure == "refused")
        #expect(try self.record(notes).unconnected?.worker == nil)
    }

    @Test("an operation that is not answered in time while it warms up is named")
    func warmUpTimeout() throws {
        let shares = [
            LocustShare(warmUp: [read], load: []), LocustShare(warmUp: [read, add], load: []),
        ]
        let record = try record(
            """
            {"warm": 1, "worker": "b", "kinds": ["status 500", "then: timed_out"]}

            """)
        #expect(record.warmUpTimeout(of: shares) == "add-item")
        #expect(try self.record(notes).warmUpTimeout(of: shares) == nil)
    }

    @Test("a worker that went in the middle is told")
    func changed() throws {
        #expect(try record("{\"changed\": \"b\"}\n").changed == "b")
    }

    @Test("a sender that is no worker is told")
    func foreign() throws {
        #expect(try record("{\"foreign\": \"x\"}\n").foreign == "x")
        #expect(try record(notes).foreign == nil)
    }

    @Test("Locust's own totals are held against the rows")
    func totals() throws {
        let record = try record(notes)
        let json = """
            [{"name": "read-item", "method": "GET", "num_requests": 2, "num_failures": 1},
             {"name": "add-item", "method": "POST", "num_requests": 1, "num_failures": 0}]
            """
        let reported = LocustTotals(rows: record.rows, of: shares)
        let totals = try #require(LocustTotals(json: Array(json.utf8)))
        #expect(totals.disagreement(with: reported) == nil)
        let other = try #require(
            LocustTotals(json: Array(json.replacing("_requests\": 2", with: "_requests\": 5").utf8)))
        #expect(
            other.disagreement(with: reported)
                == "it counts 5 requests and 1 failures of 'read-item', and its workers reported 2 and 1")
        #expect(LocustTotals(json: Array("[]".utf8))?.disagreement(with: reported) != nil)
        #expect(LocustTotals(json: Array("{".utf8)) == nil)
        #expect(LocustTotals(json: Array(#"[{"name": "a"}]"#.utf8)) == nil)
        for count in ["1e300", "-1e300", "-1", "0.5", "9223372036854775807"] {
            #expect(
                LocustTotals(
                    json: Array(json.replacing("_failures\": 1", with: "_failures\": \(count)").utf8))
                    == nil)
        }
    }
}
