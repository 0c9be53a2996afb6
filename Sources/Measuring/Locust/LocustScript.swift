package import GateModel
import JSON

/// The locustfile of a load: what is asked as Python literals, and below it what is the same for every load.
///
/// Master and workers run the same text; a worker gets it from the master. It holds nothing that is known only when a
/// gate runs: the service's address, and the inputs, which the master hands out one share a user.
package struct LocustScript: Hashable, Sendable {
    private let operations: [DeclaredOperation]
    private let values: [String]
    private let headers: [String]
    private let timing: Timing

    /// - Parameter metrics: Those that are read off each answer; others are passed over.
    package init(
        operations: [DeclaredOperation], values: [Pipeline.NamedValues], metrics: [Metric], timing: Timing
    ) {
        self.operations = operations
        self.values = values.map(\.name)
        self.timing = timing
        var headers: [String] = []
        for metric in metrics {
            guard let name = metric.source.headerName?.lowercased(), !headers.contains(name) else { continue }
            headers.append(name)
        }
        self.headers = headers
    }

    package enum Timing: Hashable, Sendable {
        /// Every user waits for an answer, and then so long, before the next request.
        case closed(think: Duration)
        /// Every request has its time; at most so many are under way at once on each worker.
        case open(connections: Int)
    }

    /// Ends in a line feed.
    package var text: String {
        """
        # The load of stage 'scale', written by pawl. A master and its workers run this same text:
        #   locust --master --headless -f THIS    locust --worker -f - --master-host MASTER
        \(locustImports)

        LOAD = \(pythonLiteral(load))

        \(locustBody)

        """
    }

    private var load: JSONValue {
        let (model, think, connections) =
            switch timing {
            case .closed(let think): ("closed", think / .seconds(1), 1)
            case .open(let connections): ("open", 0, connections)
            }
        return [
            "model": .string(model), "think": .number(think), "connections": .integer(Int64(connections)),
            "values": .array(values.map { .string($0) }), "headers": .array(headers.map { .string($0) }),
            "operations": .array(operations.compactMap(literal)),
        ]
    }

    /// Nil for a command, which nothing can ask over HTTP.
    private func literal(_ operation: DeclaredOperation) -> JSONValue? {
        guard let exchange = operation.exchange else { return nil }
        let expect: JSONValue =
            switch exchange.expect {
            case .success: .null
            case .status(let status): .integer(Int64(status))
            }
        return [
            "name": .string(operation.name), "request": literal(exchange.request, follows: false),
            "expect": expect, "then": exchange.then.map { literal($0, follows: true) } ?? .null,
        ]
    }

    private func literal(_ request: RequestTemplate, follows: Bool) -> JSONValue {
        var headers = request.headers
        let body: JSONValue
        switch request.body {
        case .none: body = .null
        case .json(let text):
            body = ["form": "json", "text": parts(of: text, follows)]
            if !headers.contains(where: { $0.name.lowercased() == "content-type" }) {
                headers.append(.init(name: "Content-Type", value: "application/json"))
            }
        case .text(let text): body = ["form": "text", "text": parts(of: text, follows)]
        }
        return [
            "method": .string(request.method), "target": parts(of: request.target, follows),
            "headers": .array(headers.map { [.string($0.name), parts(of: $0.value, follows)] }),
            "body": body,
        ]
    }

    /// Texts as they are, and names of values between them, by the same reading as ``RequestTemplate/filled(_:)``.
    private func parts(of template: String, _ follows: Bool) -> JSONValue {
        var parts: [JSONValue] = []
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            if let close = rest.firstIndex(of: "}"),
                case let name = String(rest[rest.index(after: open)..<close]),
                values.contains(name) || follows && name.hasPrefix("response.")
            {
                if !text.isEmpty { parts.append(.string(text)) }
                text = ""
                parts.append(["value": .string(name)])
                rest = rest[rest.index(after: close)...]
            } else {
                text.append(rest.removeFirst())
            }
        }
        text += rest
        if !text.isEmpty { parts.append(.string(text)) }
        return .array(parts)
    }
}

extension Metric.Source {
    /// The header of an answer that tells it.
    fileprivate var headerName: String? {
        switch self {
        case .header(let name): name
        case .serverTiming: "Server-Timing"
        case .builtIn, .usage, .json, .command, .openMetrics: nil
        }
    }
}
