import GateModel

extension SourceMap {
    /// The line that declares what a judgement is about, and below it carets under the limit; empty if there is no such
    /// line.
    func excerpt(of judgement: Judgement) -> [Line] {
        let position = judgement.position
        guard let span = limit(ofRuleAt: position) ?? span(at: position),
            lines.indices.contains(span.line - 1)
        else { return [] }
        let line = lines[span.line - 1]
        // What harmless text takes the place of may be fewer characters than it has.
        let before = harmless(String(line.prefix(span.column - 1)))
        let meant = harmless(String(line.dropFirst(span.column - 1).prefix(span.length)))
        let number = String(span.line)
        let gutter = String(repeating: " ", count: number.count)
        return [
            Line(.quiet("│ \(number) │ "), Piece(harmless(line), .plain), overflow: .clip),
            Line(
                .quiet("│ \(gutter) │ "), "\(String(repeating: " ", count: before.count))",
                .bad(String(repeating: "^", count: max(1, meant.count))),
                "\(judgement.limitInForce.map { " limit \($0)" } ?? "")",
                overflow: .clip),
        ]
    }
}
