import GateModel

/// Reads requests such as `GET /members/{member}` and checks the names in braces.
struct RequestReader {
    private static let methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

    /// Names under `values`.
    let values: [String]
    /// Whether `{response.id}` may stand here.
    var followsAnswer = false

    /// The request in a scalar.
    ///
    /// - Parameter method: Used where none is written; nil where one must be.
    func request(_ node: SourceNode, method standard: String? = nil) throws(Fault) -> RequestTemplate {
        let text = try node.text()
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        let (method, target) =
            if words.count == 2 {
                (String(words[0]), String(words[1]))
            } else if words.count == 1, let standard {
                (standard, text)
            } else { ("", "") }
        guard !method.isEmpty, target.hasPrefix("/") else {
            throw Fault(
                node.span, "expected a method and a path, found \(quoted(text))",
                hint: node.hintAtCut ?? "such as \"GET /health\"")
        }
        guard RequestReader.methods.contains(method) else {
            throw Fault(
                node.span(of: 0..<method.count), "unknown method \(quoted(method))",
                hint: hint(for: method, among: RequestReader.methods))
        }
        let start = text.count - target.count
        if let odd = target.firstIndex(where: { !$0.isASCII || $0 == "#" || $0 < "!" || $0 == "\u{7f}" }) {
            let offset = start + target.distance(from: target.startIndex, to: odd)
            throw Fault(
                node.span(of: offset..<offset + 1), "a path has only printable ASCII characters, and no '#'",
                hint: "write others percent-encoded: %C3%A9")
        }
        try checkPlaces(in: target, startingAt: start, of: node, isTarget: true)
        return RequestTemplate(method: method, target: target)
    }

    func headers(_ node: SourceNode) throws(Fault) -> [RequestTemplate.Header] {
        guard case .mapping(let entries) = node.content else {
            throw Fault(node.span, "expected names with values, found \(node.kind)")
        }
        var headers: [RequestTemplate.Header] = []
        for entry in entries {
            guard isHeaderName(entry.key) else {
                throw Fault(entry.keySpan, "\(quoted(entry.key)) is not the name of a header")
            }
            let value = try text(entry.value)
            guard value.unicodeScalars.allSatisfy({ $0.isASCII && $0.value >= 32 && $0.value < 127 }) else {
                throw Fault(entry.value.span, "a header's value has only printable ASCII characters")
            }
            headers.append(RequestTemplate.Header(name: entry.key, value: value))
        }
        return headers
    }

    /// Text with names in braces, such as a body.
    func text(_ node: SourceNode) throws(Fault) -> String {
        let text = try node.text()
        try checkPlaces(in: text, startingAt: 0, of: node, isTarget: false)
        return text
    }

    /// Checks the names in `{…}`. Outside a target, braces around anything but a name are text.
    private func checkPlaces(
        in text: String, startingAt start: Int, of node: SourceNode, isTarget: Bool
    ) throws(Fault) {
        let characters = Array(text)
        var offset = 0
        while let open = characters[offset...].firstIndex(of: "{") {
            offset = open + 1
            guard let close = characters[open...].firstIndex(of: "}") else {
                guard isTarget else { return }
                throw Fault(node.span(of: start + open..<start + open + 1), "'{' without '}'")
            }
            let name = String(characters[(open + 1)..<close])
            guard isTarget || isName(name, also: "_.") else { continue }
            try checkPlace(name, at: node.span(of: start + open..<start + close + 1))
            offset = close + 1
        }
    }

    private func checkPlace(_ name: String, at span: SourceSpan) throws(Fault) {
        if name.hasPrefix("response.") {
            guard followsAnswer else {
                throw Fault(span, "'{\(name)}' has a value only in 'then'")
            }
            guard isName(name, also: "_."), !name.hasSuffix(".") else {
                throw Fault(
                    span, "\(quoted(name)) names no member of the answer", hint: "such as {response.id}")
            }
            return
        }
        guard !values.contains(name) else { return }
        throw Fault(
            span, "unknown value \(quoted(name))",
            hint: nearestName(to: name, among: values).map { "did you mean '\($0)'?" }
                ?? "declare it under 'values'")
    }
}

/// A token of RFC 9110, without its rarer signs.
func isHeaderName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
}
