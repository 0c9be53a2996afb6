import GateModel

extension PipelineReader {
    /// `log: { remote: origin, ref: refs/heads/audit }`; nil where that is wrong, and reported.
    func log(_ entry: SourceNode.Entry) -> Pipeline.LogSettings? {  // nil: see above
        var keys = KeyReader(entry.value, of: "'log'", at: entry.keySpan, problems: problems)
        let remote = keys.optional("remote") { node throws(Fault) in try node.remoteName() }
        let repository = keys.optional("repository") { node throws(Fault) in try node.repositoryPlace() }
        let prefix = keys.optional("ref") { node throws(Fault) in try node.referencePrefix() }
        let both = keys.present(among: ["remote", "repository"])
        keys.finish()
        guard both.count == 1, let place = remote ?? repository else {
            if both.count != 1 {
                problems.report(
                    Fault(
                        both.last?.keySpan ?? entry.keySpan, "'log' needs either 'remote' or 'repository'",
                        hint: "such as 'log: { remote: origin }'"))
            }
            return nil
        }
        return Pipeline.LogSettings(remote: place, prefix: prefix)
    }
}

extension SourceNode {
    fileprivate func remoteName() throws(Fault) -> String {
        let text = try text()
        guard !text.isEmpty, !text.hasPrefix("-"), !text.contains(where: { "/: \t~^?*[\\".contains($0) })
        else {
            throw Fault(
                span, "\(quoted(text)) cannot be the name of a remote",
                hint: "such as 'origin', or 'none'; an address stands under 'repository'")
        }
        return text
    }

    fileprivate func repositoryPlace() throws(Fault) -> String {
        let text = try text()
        // A push to a path runs what lies there, and the file is the candidate's.
        let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound] }
        let isAddress =
            scheme.map { ["https", "ssh", "git"].contains($0) }
            ?? (text.contains(":") && !text.contains("::") && !text.prefix { $0 != ":" }.contains("/"))
        guard isAddress, !text.hasPrefix("-"), !text.contains(where: \.isWhitespace) else {
            throw Fault(
                span, "\(quoted(text)) is no address of a repository elsewhere",
                hint:
                    "such as 'git@example.org:team/deploy-log.git'; a path of this machine is named by --log-remote"
            )
        }
        return text
    }

    fileprivate func referencePrefix() throws(Fault) -> String {
        let text = try text()
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isSound = parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix(".") && !part.hasSuffix(".lock") && !part.contains("..")
                && !part.unicodeScalars.contains {
                    $0.value <= 32 || "~^:?*[\\@\u{7f}".unicodeScalars.contains($0)
                }
        }
        guard parts.count >= 3, parts[0] == "refs", isSound else {
            throw Fault(
                span, "\(quoted(text)) is no place for a log's references",
                hint: "such as 'refs/heads/audit': the environment's name is added to it")
        }
        return text
    }
}
