import GateModel
package import HTTPClient

/// Performs drawn operations against one service, one at a time.
package struct OperationPerformer: Sendable {
    private let client: ServiceClient
    private let timeout: Duration

    package init(client: ServiceClient, timeout: Duration = .seconds(30)) {
        self.client = client
        self.timeout = timeout
    }

    /// Never throws: a failure of any kind is part of the outcome.
    package func perform(_ input: DrawnInput) async -> OperationOutcome {
        let operation = input.operation
        do throws(HTTPError) {
            let request = operation.request.filled { input.values[$0] }
            let exchange = try await client.send(request.at(client.address), timeout: timeout)
            guard operation.expect.accepts(exchange.response.status) else {
                return OperationOutcome(exchanges: [exchange], failure: "status \(exchange.response.status)")
            }
            guard let then = operation.then else {
                return OperationOutcome(exchanges: [exchange], failure: nil)
            }
            return await follow(then, after: exchange, input)
        } catch {
            return OperationOutcome(exchanges: [], failure: error.kind)
        }
    }

    private func follow(
        _ then: RequestTemplate, after first: HTTPExchange, _ input: DrawnInput
    ) async -> OperationOutcome {
        let answer: JSONValue
        do {
            answer = try JSONParser.parse(first.response.body)
        } catch {
            return OperationOutcome(exchanges: [first], failure: "answer is not JSON")
        }
        let request = then.filled { name in
            input.values[name] ?? OperationPerformer.member(name, of: answer)
        }
        do throws(HTTPError) {
            let second = try await client.send(request.at(client.address), timeout: timeout)
            let accepted = (200..<300).contains(second.response.status)
            let failure = accepted ? nil : "then: status \(second.response.status)"
            return OperationOutcome(exchanges: [first, second], failure: failure)
        } catch {
            return OperationOutcome(exchanges: [first], failure: "then: \(error.kind)")
        }
    }

    /// The text of `response.payment.id` in the answer to the first request.
    private static func member(_ name: String, of answer: JSONValue) -> String? {
        let path = name.split(separator: ".").map(String.init)
        guard path.first == "response", path.count > 1 else { return nil }
        var value = answer
        for key in path.dropFirst() {
            guard let member = value[key] else { return nil }
            value = member
        }
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number, .bool, .null, .array, .object: return nil
        }
    }
}

extension HTTPRequest {
    /// The same request with the path that all targets of a service start with.
    fileprivate func at(_ address: ServiceAddress) -> HTTPRequest {
        var request = self
        request.target = address.target(target)
        return request
    }
}
