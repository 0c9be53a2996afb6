import GateModel
import HTTPClient
import Measuring
import ServiceFixture
import Testing

@Suite struct OperationPerformerTests {
    private func outcome(
        faults: String = "", _ operation: DeclaredOperation, _ values: [String: String] = [:]
    ) async throws -> OperationOutcome {
        try await ServiceDirectory(faults: faults).whileRunning { running throws(MeasuringError) in
            await running.performer.perform(DrawnInput(operation: operation, values: values))
        }
    }

    @Test func theReadThatBelongsToAnOperationIsPartOfIt() async throws {
        let outcome = try await outcome(addItem, ["word": "blue"])
        #expect(outcome.failure == nil)
        #expect(outcome.exchanges.map(\.response.status) == [201, 200])
        // Two queries a request.
        #expect(outcome.observed(queries) == .value(4))
        // {"id": 4} and {"id": 4, "name": "item 64"}
        #expect(outcome.observed(metric("body_bytes", .builtIn(.bodyBytes))) == .value(9 + 28))
        #expect(outcome.seconds == outcome.exchanges.map(\.seconds).reduce(0, +))
    }

    @Test func anUnexpectedStatusIsAFailureWithItsAnswer() async throws {
        let outcome = try await outcome(readItem, ["item": "99"])
        #expect(outcome.failure == .init(.request, .status(404)))
        #expect(outcome.exchanges.map(\.response.status) == [404])
        #expect(outcome.observed(queries) == .failed("status 404"))
        #expect(outcome.observed(metric("errors", .builtIn(.errors))) == .value(1))
        #expect(outcome.observed(metric("response_time", .builtIn(.responseTime))) == .failed("status 404"))
    }

    @Test func anAnswerWithoutWhatTheReadNeedsIsAFailureThatAsksNothing() async throws {
        let outcome = try await outcome(faults: "forgets-id", addItem, ["word": "blue"])
        #expect(outcome.failure == .init(.then, .missing("response.id")))
        #expect(outcome.failure?.description == "then: the answer has no 'response.id'")
        #expect(outcome.exchanges.count == 1)
    }

    @Test func aReadThatFailsFailsTheOperation() async throws {
        let then = DeclaredOperation(
            name: "add-item", request: try #require(addItem.exchange).request, expect: .success,
            then: RequestTemplate(method: "GET", target: "/items/9{response.id}"), weight: 1,
            position: somewhere)
        let outcome = try await outcome(then, ["word": "blue"])
        #expect(outcome.failure?.description == "then: status 404")
        #expect(outcome.exchanges.map(\.response.status) == [201, 404])
    }

    @Test func anAnswerThatDoesNotComeHasNoExchange() async throws {
        let outcome = try await outcome(faults: "hangs-up", readItem, ["item": "1"])
        #expect(outcome.failure?.hasNoAnswer == true)
        #expect(outcome.failure?.isTimeout == false)
        #expect(outcome.exchanges == [])
    }

    @Test(
        "a metric that the answer carries",
        arguments: [
            (Metric.Source.header("X-Missing"), Observed.silent),
            (.header("X-Word"), .notANumber),
            (.header("X-Twice"), .notANumber),
            (.header("x-query-count"), .value(2)),
            (.serverTiming("cache"), .value(0.0015)),
            (.serverTiming("db"), .value(0.0125)),
            (.serverTiming("disk"), .silent),
        ])
    func sources(source: Metric.Source, expected: Observed) async throws {
        let outcome = try await outcome(readItem, ["item": "1"])
        #expect(outcome.observed(metric("own", source, unit: .time)) == expected)
    }

    @Test func aCountInServerTimingStandsAsItIs() async throws {
        // db;desc="rows"; Dur="12.5"
        let outcome = try await outcome(readItem, ["item": "1"])
        #expect(outcome.observed(metric("queries", .serverTiming("db"))) == .value(12.5))
    }

    @Test(
        "the rows of an answer are the elements of its largest array, which is the answer or a member of it",
        arguments: [
            ("rows-list", Observed.value(3)), ("rows-members", .value(2)), ("rows-none", .silent),
            ("rows-text", .silent), ("fails", .silent),
        ])
    func rows(answer: String, expected: Observed) async throws {
        #expect(try await outcome(faults: answer, readItem, ["item": "1"]).rows == expected)
    }
}
