import GateModel

/// A pipeline file's lines, to show a rule where it stands.
struct SourceLines {
    private let lines: [Substring]

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The line of a judgement's rule, and below it carets under the bound; empty if there is no such line.
    func excerpt(of judgement: Judgement) -> [Line] {
        let position = judgement.position
        guard lines.indices.contains(position.line - 1) else { return [] }
        let line = Array(harmless(String(lines[position.line - 1])))
        guard line.indices.contains(position.column - 1) else { return [] }
        let carets = bound(of: judgement, in: line) ?? word(at: position.column - 1, in: line)
        let number = String(position.line)
        let gutter = String(repeating: " ", count: number.count)
        let pointer = String(repeating: "^", count: carets.count)
        return [
            Line(.quiet("│ \(number) │ "), Piece(String(line), .plain), overflow: .clip),
            Line(
                .quiet("│ \(gutter) │ "), "\(String(repeating: " ", count: carets.lowerBound))",
                .bad(pointer), "\(judgement.limitInForce.map { " limit \($0)" } ?? "")",
                overflow: .clip),
        ]
    }

    /// `+5% or +0.02ms` of `- median(response_time) <= +5% or +0.02ms for reads`
    private func bound(of judgement: Judgement, in line: [Character]) -> Range<Int>? {
        let rule = Array(harmless(judgement.rule))
        guard judgement.subject != nil,
            let start = position(of: rule, in: line, from: judgement.position.column - 1)
        else { return nil }
        let text = String(rule)
        let first = text.firstIndex { "<>=".contains($0) } ?? text.firstRange(of: " in ")?.upperBound
        guard let first else { return nil }
        let bound = text[first...].drop { "<>= ".contains($0) }
        let end = bound.firstRange(of: " for ")?.lowerBound ?? bound.endIndex
        let offset = text.distance(from: text.startIndex, to: bound.startIndex)
        let count = text.distance(from: bound.startIndex, to: end)
        return count > 0 ? start + offset..<start + offset + count : nil
    }

    private func position(of rule: [Character], in line: [Character], from start: Int) -> Int? {
        (start..<max(start, line.count - rule.count + 1)).first { line[$0...].starts(with: rule) }
    }

    /// Up to a blank or a colon, for what is no rule: a stage's name.
    private func word(at start: Int, in line: [Character]) -> Range<Int> {
        let end = line[start...].firstIndex { $0 == " " || $0 == ":" } ?? line.endIndex
        return start..<max(start + 1, end)
    }
}
