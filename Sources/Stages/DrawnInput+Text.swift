import GateModel
import Measuring

extension DrawnInput {
    /// The values that the operation uses, by name: `limit=20, member=17`; `no values` where it uses none.
    ///
    /// A command may read a value that it does not name, so of one that names none all count.
    var text: String {
        let named = values.filter { operation.names($0.key) }
        let used = named.isEmpty && operation.run != nil ? values : named
        let texts = used.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return texts.isEmpty ? "no values" : texts.joined(separator: ", ")
    }
}

extension DeclaredOperation {
    fileprivate func names(_ value: String) -> Bool {
        switch action {
        case .exchange(let exchange):
            return [exchange.request, exchange.then].compactMap { $0 }.contains { request in
                let texts = [request.target] + request.headers.map(\.value) + [request.body.text]
                return texts.contains { $0.contains("{\(value)}") }
            }
        case .run(let run):
            let variable = "PAWL_VALUE_\(value.uppercased())"
            return [run.command.description, run.standardInput].contains {
                $0.contains("{\(value)}") || $0.contains(variable)
            }
        }
    }
}

extension RequestTemplate.Body {
    fileprivate var text: String {
        switch self {
        case .none: ""
        case .json(let text), .text(let text): text
        }
    }
}
