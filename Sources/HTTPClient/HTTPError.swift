/// A request to one service that brought no response: `127.0.0.1:8080: error: refused the connection`.
package struct HTTPError: Error, Sendable, Hashable {
    /// Host and port: `127.0.0.1:8080`, `[::1]:8080`.
    package let place: String
    package let failure: HTTPFailure

    package init(place: String, failure: HTTPFailure) {
        self.place = place
        self.failure = failure
    }

    /// See ``HTTPFailure/kind``.
    package var kind: String { failure.kind }
}

extension HTTPError: CustomStringConvertible {
    package var description: String { "\(place): error: \(failure)" }
}
