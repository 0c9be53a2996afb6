import GateModel
import Testing

@testable import Stages

@Suite struct CounterStretchTests {
    @Test(
        "what a counter rose by is shared out; what is missing at either end is missing in all",
        arguments: [
            (Observed.value(10), Observed.value(16), Observed.value(2)),
            (.value(10), .value(10), .value(0)),
            // It began anew: what it had counted before is lost.
            (.value(10), .value(9), .notANumber),
            (.silent, .value(9), .silent), (.value(10), .silent, .silent),
            (.failed("status 503"), .value(9), .failed("status 503")),
            (.value(1), .failed("reset"), .failed("reset")), (.notANumber, .value(1), .notANumber),
        ])
    func rise(before: Observed, after: Observed, expected: Observed) {
        #expect(CounterStretch.perOperation(before, after, [nil, nil, nil]) == expected)
    }

    @Test func workOfAFailedOperationIsNoWorkOfOperations() {
        #expect(
            CounterStretch.perOperation(.value(1), .value(2), [nil, "status 500", "reset"])
                == .failed("status 500"))
    }

    @Test func withoutOperationsThereIsNothingToShareOut() {
        #expect(CounterStretch.perOperation(.value(1), .value(1), []) == .notANumber)
    }

    /// The counter is read twice; it rose by 6.
    private func rise(_ metric: Metric, _ failures: [String?], counted: [String?]) async -> Observed? {
        let stretch = await CounterStretch(of: [metric]) { _ in .value(10) }
        return await stretch.end(after: failures, counted: counted) { _ in .value(16) }[metric.name]
    }

    @Test("of processor time a failure that a rule tolerates is left out, of another counter it is not")
    func tolerated() async {
        let total = Metric(
            name: "queries_total", unit: .count, better: .lower,
            source: .openMetrics(
                CounterSeries(name: "queries_total"), of: RequestTemplate(method: "GET", target: "/metrics")))
        let failures: [String?] = [nil, "status 500", nil, nil]
        #expect(await rise(Metric(.cpuTime), failures, counted: [nil, nil, nil]) == .value(2))
        #expect(await rise(total, failures, counted: [nil, nil, nil]) == .failed("status 500"))
        // Where all have failed there is nothing to share out among.
        #expect(await rise(Metric(.cpuTime), ["reset"], counted: []) == .notANumber)
    }
}
