import GateModel

extension StageReader {
    func watch(
        _ keys: inout KeyReader, _ rules: [Rule], operations: Int, at span: SourceSpan
    ) -> Stage.Kind? {
        let url = keys.required("url", SourceNode.url)
        let after = keys.requiredEntry("for").flatMap(length)
        let every = keys.requiredEntry("every").flatMap(length)
        let beforeEntry = keys.entry("before")
        let before = beforeEntry.flatMap(length)
        let rateEntry = keys.entry("rate")
        let rate = rateEntry.flatMap { entry in
            problems.attempt { () throws(Fault) in try entry.value.rate() }
        }
        let sustained = keys.optional("sustained", SourceNode.sustained)
        let onInconclusive = keys.optional("on_inconclusive", default: .rollback) { node throws(Fault) in
            try node.word(of: [Stage.Watch.OnInconclusive.rollback, .hold])
        }
        if let sustained, let after, let every, after.duration < every.duration * sustained.windows {
            problems.report(
                Fault(
                    after.span, "no rule can be violated: 'sustained' needs \(sustained.windows) windows",
                    hint: "raise 'for', or lower 'every' or 'sustained'"))
        }
        if let before, let every, before.duration < every.duration {
            problems.report(Fault(before.span, "'before' is shorter than one window of 'every'"))
        }
        if beforeEntry == nil, let rule = rules.first(where: { $0.condition.isRelative }) {
            problems.report(
                Fault(
                    span, "'watch' needs 'before' for the relative rule on line \(rule.position.line)",
                    hint: "write 'before: 2m': windows just before the deploy are what it compares with"))
        }
        guard let url, let after, let every else { return nil }
        let watch = Stage.Watch(
            url: url, before: before?.duration ?? .zero, after: after.duration, every: every.duration,
            rate: rate, sustained: sustained, onInconclusive: onInconclusive)
        if let excess = watch.excess(operations: operations) {
            problems.report(Fault(every.span, excess.text, hint: excess.hint))
            return nil
        }
        return .watch(watch)
    }

    /// The operations under `operations`, or else all that only read.
    func watchedOperations(_ keys: inout KeyReader, at span: SourceSpan) -> [String] {
        if let entry = keys.entry("operations") { return named(entry.value) }
        let reads = declarations.operations.filter(\.isRead)
        if reads.isEmpty, !declarations.operations.isEmpty {
            problems.report(
                Fault(
                    span, "'watch' has no operation: none is GET or HEAD",
                    hint: "name some under 'operations'"))
        }
        return reads.map(\.name)
    }

    private func length(_ entry: SourceNode.Entry) -> (duration: Duration, span: SourceSpan)? {
        problems.attempt { () throws(Fault) in (try entry.value.duration(), entry.value.span) }
    }
}

extension SourceNode {
    /// `http://host:port`, perhaps with a path that all requests start with.
    func url() throws(Fault) -> String {
        let text = try text()
        let example = "such as http://127.0.0.1:8080"
        guard text.hasPrefix("http://") else {
            throw Fault(span, "expected a URL that starts with http://, found \(quoted(text))", hint: example)
        }
        let rest = text.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" }
        guard let colon = authority.lastIndex(of: ":"), colon != authority.startIndex,
            let port = Int(authority[authority.index(after: colon)...]), (1...65535).contains(port),
            authority[..<colon].allSatisfy(isHostCharacter),
            rest.dropFirst(authority.count).allSatisfy({ $0.isASCII && $0 > " " && !"?#\u{7f}".contains($0) })
        else {
            throw Fault(span, "expected http://host:port, found \(quoted(text))", hint: example)
        }
        return text
    }

    /// `3 of 5`
    fileprivate func sustained() throws(Fault) -> Stage.Watch.Sustained {
        let words = try text().split(separator: " ")
        guard words.count == 3, words[1] == "of", let windows = Int(words[0]), let of = Int(words[2]),
            windows >= 1, windows <= of, of <= 1000
        else {
            throw Fault(
                span, "expected a number of windows, found \(kind)",
                hint: "such as '3 of 5': in 3 of the last 5 windows")
        }
        return Stage.Watch.Sustained(windows: windows, of: of)
    }
}

private func isHostCharacter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "-._[]:".contains(character))
}
