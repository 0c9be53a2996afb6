import GateModel

extension PipelineReader {
    func sandbox(_ entry: SourceNode.Entry) -> SandboxOpenings {
        var keys = KeyReader(entry.value, of: "'sandbox'", at: entry.keySpan, problems: problems)
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
            },
            cache: keys.optional("cache", default: []) { node throws(Fault) in try node.cachePaths() })
        keys.finish()
        return openings
    }

    /// Whether a gate may run only where the sandbox holds.
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

/// The sandbox makes these anew for each command, so nothing of the machine can be opened in them.
private let replacedPlaces = ["/dev", "/proc"]

extension SourceNode {
    /// Directories, none of which lies in another.
    fileprivate func cachePaths() throws(Fault) -> [String] {
        var found: [String] = []
        let items = try list { item throws(Fault) in item }
        for item in items {
            let path = try item.cachePath()
            if let other = found.first(where: { isWithin(path, $0) || isWithin($0, path) }) {
                throw Fault(
                    item.span, "'\(path)' and '\(other)' overlap",
                    hint: "name the outer one alone")
            }
            found.append(path)
        }
        return found
    }

    /// A directory in the home of a build (`~/`), or in the revision's files.
    private func cachePath() throws(Fault) -> String {
        let text = try text()
        if !text.hasPrefix("/"), !text.hasPrefix("~") { return try path() }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard text.hasPrefix("~/"), !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
            throw Fault(
                span, "\(quoted(text)) is not a place for a cache",
                hint: "such as '~/.cache/pip' in the home of each build, or 'target' in the revision's files")
        }
        return text
    }

    /// A path of the machine: absolute, or in the caller's home (`~/`); with `orRelative` also one in the revision's files.
    fileprivate func machinePath(orRelative: Bool = false) throws(Fault) -> String {
        let text = try text()
        if orRelative, !text.hasPrefix("/"), !text.hasPrefix("~") { return try path() }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard !sharedPlaces.contains(text) else {
            throw Fault(
                span, "'\(text)' is shared by everybody, and is not opened",
                hint: "name what is needed in it")
        }
        if let place = replacedPlaces.first(where: { isWithin(text, $0) }) {
            throw Fault(
                span, "'\(text)' is not opened: every command has a '\(place)' of its own",
                hint: "use what needs it in a stage of its own, outside of the gate")
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

private func isWithin(_ path: String, _ directory: String) -> Bool {
    path == directory || path.hasPrefix(directory + "/")
}
