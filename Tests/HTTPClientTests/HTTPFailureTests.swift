import Testing

@testable import HTTPClient

@Suite("HTTPFailure")
struct HTTPFailureTests {
    @Test(
        "has a stable kind and says what happened",
        arguments: [
            (.unresolved(host: "a", reason: "b"), "unresolved", "could not resolve 'a': b"),
            (.refused, "refused", "refused the connection"),
            (
                .connectTimedOut(after: .milliseconds(2500)), "connect_timed_out",
                "did not accept the connection within 2.5 s"
            ),
            (
                .connectionFailed(reason: "no route to host"), "connection_failed",
                "the connection failed: no route to host"
            ),
            (.timedOut(after: .seconds(30), received: 0), "timed_out", "did not answer within 30 s"),
            (
                .timedOut(after: .milliseconds(250), received: 1), "timed_out",
                "did not finish its response within 250 ms, after 1 byte"
            ),
            (.tooManyHeaders(limit: 9), "too_many_headers", "sent more than 9 headers"),
            (.busy, "busy", "the connection is busy with another request"),
            (.cancelled, "cancelled", "the exchange was cancelled"),
        ] as [(HTTPFailure, String, String)])
    func words(_ failure: HTTPFailure, _ kind: String, _ words: String) {
        #expect(failure.kind == kind)
        #expect(failure.description == words)
    }
}
