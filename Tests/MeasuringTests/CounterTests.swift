import GateModel
import ServiceFixture
import Testing

@testable import Measuring

@Suite struct CounterTests {
    private static let text = """
        # HELP queries Of all kinds, "quoted".
        # TYPE queries counter
        queries_total{db="main",kind="read"} 12
        queries_total{db="main",kind="write"} 3.5 1700000000
        queries_total{db="other \\"one\\"",kind="read"} 2e1 # {trace="x"} 1
        queries_total_seconds 7
        # TYPE pool gauge
        pool 4
        # TYPE wait summary
        wait{quantile="0.5"} NaN
        wait_sum 1.25
        wait_count 5
        plain 9
        bad NaN
        worse -1
        broken one
        twice{a="1"} 1
        twice{a="1"} 2
        # EOF

        """

    @Test(
        "a counter is the sum of the samples that carry its labels",
        arguments: [
            // 12 + 3.5 + 20
            (CounterSeries(name: "queries_total"), Observed.value(35.5)),
            (CounterSeries(name: "queries_total", labels: [.init(name: "db", value: "main")]), .value(15.5)),
            (
                CounterSeries(
                    name: "queries_total",
                    labels: [.init(name: "kind", value: "read"), .init(name: "db", value: "main")]),
                .value(12)
            ),
            (
                CounterSeries(
                    name: "queries_total", labels: [.init(name: "db", value: "other \"one\"")]), .value(20)
            ),
            (CounterSeries(name: "queries_total", labels: [.init(name: "db", value: "none")]), .silent),
            (CounterSeries(name: "queries"), .silent), (CounterSeries(name: "absent_total"), .silent),
            (CounterSeries(name: "wait_sum"), .value(1.25)), (CounterSeries(name: "wait_count"), .value(5)),
            (CounterSeries(name: "plain"), .value(9)),
            // A gauge and a quantile may fall, so that their difference is no count.
            (CounterSeries(name: "pool"), .notANumber), (CounterSeries(name: "wait"), .notANumber),
            (CounterSeries(name: "bad"), .notANumber), (CounterSeries(name: "worse"), .notANumber),
            (CounterSeries(name: "broken"), .notANumber), (CounterSeries(name: "twice"), .notANumber),
        ])
    func counters(series: CounterSeries, expected: Observed) {
        for isOpenMetrics in [true, false] {
            #expect(
                Observed(counter: series, in: Array(Self.text.utf8), isOpenMetrics: isOpenMetrics) == expected
            )
        }
    }

    @Test("half of an OpenMetrics text is nothing; the older format has no end that could be missing")
    func cutOff() {
        let text = Array("plain 9\n".utf8)
        let series = CounterSeries(name: "plain")
        #expect(Observed(counter: series, in: text, isOpenMetrics: true) == .notANumber)
        #expect(Observed(counter: series, in: text, isOpenMetrics: false) == .value(9))
        #expect(Observed(counter: series, in: [], isOpenMetrics: false) == .silent)
    }

    @Test func aRunningServiceTellsItsCountersAndTheKernelItsTime() async throws {
        let directory = try ServiceDirectory()
        let missing = metric(
            "missing",
            .openMetrics(CounterSeries(name: "x"), of: RequestTemplate(method: "GET", target: "/items/99")))
        let cpuTime = try #require(allMetrics.first { $0.name == "cpu_time" })
        let read = DrawnInput(operation: readItem, values: ["item": "1"])
        try await directory.whileRunning { running throws(MeasuringError) in
            #expect(await running.counter(queriesTotal) == .value(0))
            let before = await running.counter(cpuTime).value ?? .infinity
            for _ in 1...5 { _ = await running.performer.perform(read) }
            // Two for each of five requests.
            #expect(await running.counter(queriesTotal) == .value(10))
            #expect(await running.counter(missing) == .failed("status 404"))
            #expect(await running.counter(score) == .silent)
            let after = await running.counter(cpuTime).value ?? -.infinity
            #expect(after > before && before > 0)
        }
    }
}
