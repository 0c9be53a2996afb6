import GateModel

extension SourceMap {
    /// The line that declares what a judgement is about, and which part of it is the limit; nil if there is no such line.
    func excerpt(of judgement: Judgement) -> Excerpt? {
        let position = judgement.position
        guard let span = limit(ofRuleAt: position) ?? span(at: position),
            lines.indices.contains(span.line - 1)
        else { return nil }
        let start = span.column - 1
        return Excerpt(
            number: span.line, text: OutsideText(lines[span.line - 1]),
            mark: start..<start + max(1, span.length),
            caption: judgement.limitInForce.map { "limit \($0)" } ?? "")
    }
}
