import GateModel
package import HTTPClient

/// Performs drawn operations against one service, one at a time, on a connection that is kept between them.
package struct OperationPerformer: Sendable {
    /// How long an answer may take before its operation has failed.
    package let timeout: Duration
    private let client: ServiceClient

    package init(client: ServiceClient, timeout: Duration = .seconds(30)) {
        self.client = client
        self.timeout = timeout
    }

    /// The same on the same connections, with another limit.
    package func waiting(atMost timeout: Duration) -> OperationPerformer {
        OperationPerformer(client: client, timeout: timeout)
    }

    /// Never throws: a failure of any kind is part of the outcome.
    package func perform(_ input: DrawnInput) async -> OperationOutcome {
        guard let operation = input.operation.exchange else {
            return OperationOutcome(
                exchanges: [], failure: .init(.request, .notStarted("a command is no request")))
        }
        do throws(HTTPError) {
            let request = operation.request.filled { input.values[$0] }
            let exchange = try await client.send(request.at(client.address), timeout: timeout)
            let status = exchange.response.status
            guard operation.expect.accepts(status) else {
                return OperationOutcome(exchanges: [exchange], failure: .init(.request, .status(status)))
            }
            guard let then = operation.then else {
                return OperationOutcome(exchanges: [exchange], failure: nil)
            }
            return await follow(then, after: exchange, input)
        } catch {
            return OperationOutcome(exchanges: [], failure: .init(.request, .noAnswer(error.failure)))
        }
    }

    /// Asks once more for what belongs to an operation (`then`) that was performed before, perhaps by another process.
    ///
    /// Nil where there is nothing to read: none is declared, or the operation failed.
    package func readBack(_ input: DrawnInput, after outcome: OperationOutcome) async -> OperationOutcome? {
        guard outcome.failure == nil, let then = input.operation.exchange?.then,
            let first = outcome.exchanges.first
        else { return nil }
        return await follow(then, after: first, input)
    }

    private func follow(
        _ then: RequestTemplate, after first: HTTPExchange, _ input: DrawnInput
    ) async -> OperationOutcome {
        let request: HTTPRequest
        switch FollowUp(then, after: first.response, value: { input.values[$0] }) {
        case .missing(let place):
            return OperationOutcome(exchanges: [first], failure: .init(.then, .missing(place)))
        case .request(let filled): request = filled
        }
        do throws(HTTPError) {
            let second = try await client.send(request.at(client.address), timeout: timeout)
            let status = second.response.status
            let failure: OperationOutcome.Failure? =
                (200..<300).contains(status) ? nil : .init(.then, .status(status))
            return OperationOutcome(exchanges: [first, second], failure: failure)
        } catch {
            return OperationOutcome(exchanges: [first], failure: .init(.then, .noAnswer(error.failure)))
        }
    }
}

extension HTTPRequest {
    /// The same request with the path that all targets of a service start with.
    func at(_ address: ServiceAddress) -> HTTPRequest {
        var request = self
        request.target = address.target(target)
        return request
    }
}
