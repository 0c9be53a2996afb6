import GateModel

extension SourceNode {
    /// A counter's name, perhaps with labels, as an OpenMetrics text has it: `queries_total{db="main"}`.
    func counterSeries() throws(Fault) -> CounterSeries {
        let characters = Array(try text())
        var offset = 0
        let name = characters.prefix(while: isNameCharacter)
        offset = name.count
        guard let first = name.first, !first.isNumber else { throw malformed(at: 0) }
        var labels: [CounterSeries.Label] = []
        if offset < characters.count {
            guard characters[offset] == "{", characters.last == "}" else { throw malformed(at: offset) }
            offset += 1
            while offset < characters.count - 1 {
                labels.append(try label(characters, &offset))
            }
        }
        guard Set(labels.map(\.name)).count == labels.count else {
            throw Fault(span, "a label is there twice in \(quoted(String(characters)))")
        }
        return CounterSeries(name: String(name), labels: labels)
    }

    /// `db="main"` and the comma behind it; a value with a quotation mark or a backslash cannot be written.
    private func label(_ characters: [Character], _ offset: inout Int) throws(Fault) -> CounterSeries.Label {
        let name = characters[offset...].prefix(while: isNameCharacter)
        let start = name.endIndex
        guard let first = name.first, !first.isNumber, characters[start...].starts(with: "=\"") else {
            throw malformed(at: offset)
        }
        let value = characters[(start + 2)...].prefix { $0 != "\"" && $0 != "\\" }
        guard value.endIndex < characters.count - 1, characters[value.endIndex] == "\"" else {
            throw malformed(at: start + 2)
        }
        offset = value.endIndex + 1
        if offset < characters.count - 1 {
            guard characters[offset] == "," else { throw malformed(at: offset) }
            offset += 1
        }
        return CounterSeries.Label(name: String(name), value: String(value))
    }

    private func malformed(at offset: Int) -> Fault {
        Fault(
            span(of: offset..<offset + 1), "expected a counter of an OpenMetrics text, found \(kind)",
            hint: #"such as queries_total or 'queries_total{db="main"}'"#)
    }
}

extension RequestTemplate {
    /// Where services usually tell their counters.
    static let metrics = RequestTemplate(method: "GET", target: "/metrics")

    /// Prometheus' older format is understood too.
    var askingForOpenMetrics: RequestTemplate {
        let accept = Header(
            name: "Accept",
            value: "application/openmetrics-text; version=1.0.0, text/plain; version=0.0.4; q=0.5")
        return RequestTemplate(method: method, target: target, headers: headers + [accept], body: body)
    }
}

private func isNameCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == ":")
}
