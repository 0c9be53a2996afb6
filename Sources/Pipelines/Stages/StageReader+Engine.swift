import GateModel

extension StageReader {
    /// `engine: locust`, or `engine: { locust: { workers: 4, … } }`.
    func engine(_ keys: inout KeyReader) -> LoadEngine {
        guard let entry = keys.entry("engine") else { return .pawl }
        guard case .mapping = entry.value.content else {
            let word = problems.attempt { () throws(Fault) in try entry.value.word(of: EngineWord.allCases) }
            switch word {
            case .pawl, nil: return .pawl
            case .locust: return .locust(LocustWorkers())
            }
        }
        var engines = KeyReader(entry.value, of: "'engine'", at: entry.keySpan, problems: problems)
        let locust = engines.requiredEntry("locust")
        engines.finish()
        return locust.map { .locust(workers($0)) } ?? .pawl
    }

    private enum EngineWord: String, CaseIterable {
        case pawl
        case locust
    }

    /// The fewest and the most workers that make sense for one master.
    private static let workerCounts = 1...100

    private func workers(_ entry: SourceNode.Entry) -> LocustWorkers {
        var keys = KeyReader(entry.value, of: "'locust'", at: entry.keySpan, problems: problems)
        let count = keys.optional("workers", default: LocustWorkers.usual) { node throws(Fault) in
            try node.integer(in: Self.workerCounts)
        }
        let listenEntry = keys.entry("listen")
        let hostEntry = keys.entry("host")
        let waitEntry = keys.entry("wait")
        keys.finish()
        guard let listenEntry else {
            for stray in [hostEntry, waitEntry].compactMap({ $0 }) {
                problems.report(
                    Fault(
                        stray.keySpan,
                        "'\(stray.key)' is for workers that others start, and pawl starts these",
                        hint: "add 'listen: 0.0.0.0:5557', or leave '\(stray.key)' out"))
            }
            return LocustWorkers(count: count)
        }
        let listen = problems.attempt { () throws(Fault) in try listenEntry.value.hostAndPort() }
        let host = host(hostEntry, beside: listenEntry)
        let wait = waitEntry.flatMap { entry in
            problems.attempt { () throws(Fault) in try entry.value.duration() }
        }
        guard let listen else { return LocustWorkers(count: count) }
        return LocustWorkers(
            count: count,
            place: .elsewhere(
                LocustWorkers.Listening(
                    address: listen.host, port: listen.port, host: host,
                    wait: wait ?? LocustWorkers.Listening.usualWait)))
    }

    /// The host under which workers reach the service. An external service has it in its URL; one that Pawl starts must name
    /// it. Nil without one, which is reported where one is needed.
    private func host(
        _ entry: SourceNode.Entry?,  // nil: the key is not there
        beside listen: SourceNode.Entry
    ) -> String? {
        switch (declarations.subject, entry) {
        case (.external, let entry?):
            problems.report(
                Fault(
                    entry.keySpan, "'host' of an external service, which its 'url' names already",
                    hint: "leave 'host' out"))
            return nil
        case (.external, nil), (.tool, _): return nil
        case (.service, nil):
            problems.report(
                Fault(
                    listen.keySpan, "'listen' needs 'host': workers elsewhere have to find the service",
                    hint: "add 'host: 10.0.0.5', this machine's address as they see it"))
            return nil
        case (.service, let entry?):
            return problems.attempt { () throws(Fault) in try entry.value.hostName() }
        }
    }
}

extension SourceNode {
    /// `0.0.0.0:5557`
    fileprivate func hostAndPort() throws(Fault) -> (host: String, port: Int) {
        let text = try text()
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port), isHostName(text[..<colon])
        else {
            throw Fault(
                span, "expected an address and a port, found \(quoted(text))", hint: "such as 0.0.0.0:5557")
        }
        return (String(text[..<colon]), port)
    }

    fileprivate func hostName() throws(Fault) -> String {
        let text = try text()
        guard isHostName(text[...]) else {
            throw Fault(
                span, "expected a name or an address, found \(quoted(text))", hint: "such as 10.0.0.5")
        }
        return text
    }
}

/// A name or an IPv4 address.
private func isHostName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first.isNumber else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
}
