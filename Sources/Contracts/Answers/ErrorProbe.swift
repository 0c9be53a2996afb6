package import GateModel

/// A request that a service has to refuse, made from one that it accepts: its answer is part of the contract
/// too.
package struct ErrorProbe: Hashable, Sendable {
    /// `search/unknown-id`, of `[a-z0-9-/]`; no two probes share one.
    package let name: String
    package let request: RequestTemplate

    package init(name: String, request: RequestTemplate) {
        self.name = name
        self.request = request
    }
}

/// The error cases of the declared GET and POST operations, and bodies of the wrong type of all that send one, in their
/// order; no request twice, none that is declared.
///
/// Values that a probe does not replace are still drawn, so a probe's request has places like any
/// operation's.
package func errorProbes(
    for operations: [DeclaredOperation], values: [Pipeline.NamedValues]
) -> [ErrorProbe] {
    var list = ErrorProbeList(declared: operations.compactMap(\.exchange?.request))
    for operation in operations {
        guard let request = operation.exchange?.request else { continue }
        switch request.method {
        case "GET":
            list.addPathProbes(of: request, named: operation.name, values: values)
            list.addWrongMethod(of: request, named: operation.name)
        case "POST":
            list.addPathProbes(of: request, named: operation.name, values: values)
            list.addBodyProbes(of: request, named: operation.name)
            list.addContentTypeProbes(of: request, named: operation.name)
        case "PUT", "PATCH": list.addContentTypeProbes(of: request, named: operation.name)
        default: break
        }
    }
    if !list.isEmpty {
        list.add("service/unknown-path", RequestTemplate(method: "GET", target: "/no-such-path"))
    }
    return list.probes
}
