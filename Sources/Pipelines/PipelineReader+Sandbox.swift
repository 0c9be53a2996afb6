import GateModel

extension PipelineReader {
    func sandbox(_ entry: SourceNode.Entry) -> SandboxOpenings {
        var keys = KeyReader(
            entry.value, of: "'sandbox'", at: entry.keySpan, unsupported: ["cache"], problems: problems)
        let openings = SandboxOpenings(
            read: keys.optional("read", default: []) { node throws(Fault) in
                try node.list { item throws(Fault) in try item.machinePath() }
            },
            write: keys.optional("write", default: []) { node throws(Fault) in
                try node.list { item throws(Fault) in try item.machinePath(orRelative: true) }
            },
            sockets: keys.optional("sockets", default: []) { node throws(Fault) in
                try node.list { item throws(Fault) in try item.machinePath(orRelative: true) }
            },
            ports: keys.optional("ports", default: []) { node throws(Fault) in
                try node.list { item throws(Fault) in UInt16(try item.integer(in: 1...65535)) }
            })
        keys.finish()
        return openings
    }

    /// Whether a gate without a sandbox that holds is one at all.
    func requiresIsolation(_ keys: inout KeyReader) -> Bool {
        let word = keys.optional("isolation", default: IsolationDemand.preferred) { node throws(Fault) in
            try node.word(of: IsolationDemand.allCases)
        }
        return word == .required
    }
}

private let sharedPlaces = ["/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm"]

private enum IsolationDemand: String, CaseIterable {
    case preferred
    case required
}

extension SourceNode {
    /// A path of the machine: absolute, or in the caller's home (`~/`); with `orRelative` also one in the revision's files.
    fileprivate func machinePath(orRelative: Bool = false) throws(Fault) -> String {
        let text = try text()
        if orRelative, !text.hasPrefix("/"), !text.hasPrefix("~") { return try path() }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard !sharedPlaces.contains(text) else {
            throw Fault(
                span, "'\(text)' is where everybody's files are, and is not opened",
                hint: "name what is needed in it")
        }
        let isPlaced = text.hasPrefix("/") || text.hasPrefix("~/")
        guard isPlaced, !parts.isEmpty, !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            let hint =
                orRelative
                ? "such as '/srv/models', '~/models', or 'var/log' in the revision's files"
                : "such as '/srv/models' or '~/models'"
            throw Fault(span, "\(quoted(text)) is not a path that can be opened", hint: hint)
        }
        return text
    }
}
