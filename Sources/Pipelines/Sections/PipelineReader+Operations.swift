import GateModel

extension PipelineReader {
    private static let runKeys = ["run", "read", "stdin"]

    /// An operation that is wrong is kept, so that rules that name it are not reported too.
    func operations(_ section: SourceNode.Entry, _ requests: RequestReader) -> [DeclaredOperation] {
        named(section).map { entry in
            if case .mapping = entry.value.content { return operation(entry, requests) }
            let request = problems.attempt { () throws(Fault) in try requests.request(entry.value) }
            return DeclaredOperation(
                name: entry.key, request: request ?? .standIn, expect: .success, then: nil, weight: 1,
                position: problems.position(of: entry.keySpan))
        }
    }

    private func operation(_ entry: SourceNode.Entry, _ requests: RequestReader) -> DeclaredOperation {
        var keys = KeyReader(
            entry.value, of: "'\(entry.key)'", at: entry.keySpan, problems: problems)
        let isCommand = !keys.present(among: Self.runKeys).isEmpty
        for wrong in keys.present(among: Self.runKeys) {
            _ = keys.entry(wrong.key)
            problems.report(
                Fault(
                    wrong.keySpan,
                    "'\(wrong.key)' belongs to an operation of a tool, and this is a service's",
                    hint: "write '\(entry.key): \"GET /path\"', or declare 'tool' instead of the service"))
        }
        let line = (isCommand ? keys.entry("request") : keys.requiredEntry("request")).flatMap { entry in
            problems.attempt { () throws(Fault) in try requests.request(entry.value) }
        }
        let headers = keys.optional("headers", default: []) { node throws(Fault) in try requests.headers(node)
        }
        let body = body(&keys, requests, of: line)
        let expect = keys.optional("expect", default: .success) { node throws(Fault) in
            DeclaredOperation.Expectation.status(try node.integer(in: 100...599))
        }
        let then = keys.optional("then") { node throws(Fault) in
            try RequestReader(values: requests.values, followsAnswer: true).request(node, method: "GET")
        }
        let weight = keys.optional("weight", default: 1) { node throws(Fault) in
            try node.integer(in: 1...1000)
        }
        let promises = promises(&keys, of: line, hasRead: then != nil)
        keys.finish()
        let request = line.map {
            RequestTemplate(method: $0.method, target: $0.target, headers: headers, body: body)
        }
        return DeclaredOperation(
            name: entry.key, request: request ?? .standIn, expect: expect, then: then,
            promises: promises, weight: weight,
            position: problems.position(of: entry.keySpan))
    }

    private func body(
        _ keys: inout KeyReader, _ requests: RequestReader, of request: RequestTemplate?
    ) -> RequestTemplate.Body {
        let both = keys.present(among: ["json", "body"])
        if let request, let first = both.first, request.isRead {
            problems.report(Fault(first.keySpan, "a \(request.method) request has no body"))
        }
        if both.count == 2 {
            problems.report(
                Fault(both[1].keySpan, "'json' and 'body' are two bodies", hint: "keep one of them"))
        }
        let json = keys.optional("json") { node throws(Fault) in
            RequestTemplate.Body.json(
                try jsonText(node) { text throws(Fault) in _ = try requests.text(text) })
        }
        let text = keys.optional("body") { node throws(Fault) in
            RequestTemplate.Body.text(try requests.text(node))
        }
        return json ?? text ?? .none
    }
}

extension RequestTemplate {
    /// Stands in for a request that is wrong and reported; the pipeline that holds it is never returned.
    fileprivate static let standIn = RequestTemplate(method: "GET", target: "/")
}
