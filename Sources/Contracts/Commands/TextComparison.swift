import GateModel

/// Compares what one command printed for people, line by line and word by word.
///
/// How words are aligned does not count. What differs between the baseline's two runs of an input is volatile: a word in
/// such lines, their order, or how many there are.
struct TextComparison {
    private let inputs: [Input]
    private let masks: Set<LineMask>
    private let isUnordered: Bool
    /// Even the number of lines is volatile: then it is held to this much, that something is printed, or nothing.
    private let isLoose: Bool

    private struct Input {
        let number: Int
        let baseline: [PrintedLine]
        let candidate: [PrintedLine]
        /// Of the baseline's lines; nil where nothing differed in a line.
        let masks: [LineMask?]
    }

    init(_ outputs: [OutputComparison.Input]) {
        var inputs: [Input] = []
        var masks: Set<LineMask> = []
        var (isUnordered, isLoose) = (false, false)
        for output in outputs {
            let baseline = PrintedLine.lines(output.baseline)
            let again = PrintedLine.lines(output.again)
            var own = [LineMask?](repeating: nil, count: baseline.count)
            if baseline.count != again.count {
                isLoose = true
            } else if baseline != again, baseline.sorted() == again.sorted() {
                isUnordered = true
            } else {
                own = zip(baseline, again).map { LineMask($0, $1) }
                masks.formUnion(own.compactMap(\.self).filter { $0.anchor != nil })
            }
            inputs.append(
                Input(
                    number: output.number, baseline: baseline,
                    candidate: PrintedLine.lines(output.candidate), masks: own))
        }
        (self.inputs, self.masks) = (inputs, masks)
        (self.isUnordered, self.isLoose) = (isUnordered, isLoose)
    }

    func compare(into findings: inout FoundDifferences) {
        for input in inputs { compare(input, into: &findings) }
    }

    private func compare(_ input: Input, into findings: inout FoundDifferences) {
        var baseline = masked(input.baseline, input.masks)
        var candidate = masked(input.candidate, input.masks)
        if isUnordered {
            baseline.sort()
            candidate.sort()
        }
        if baseline == candidate { return }
        if isLoose && baseline.isEmpty == candidate.isEmpty { return addNotCompared(input, into: &findings) }
        let index = zip(baseline, candidate).prefix { $0 == $1 }.count
        let values = { (lines: [PrintedLine]) in
            lines.indices.contains(index) ? lines[index].text : lines.isEmpty ? "nothing" : "no such line"
        }
        let isOnlyMore = !baseline.isEmpty && candidate.holds(baseline)
        findings.add(
            isOnlyMore ? .outputAdded : .outputChanged, isOnlyMore ? .warning : .breaking,
            at: .stream("stdout"), input: input.number
        ) { (values(baseline), values(candidate)) }
    }

    private func addNotCompared(_ input: Input, into findings: inout FoundDifferences) {
        findings.add(
            .outputNotCompared, .info, at: .stream("stdout"), input: input.number,
            text:
                "how many lines the baseline prints differs between its own two runs: only that something is printed "
                + "was compared"
        ) { (Self.count(input.baseline), Self.count(input.candidate)) }
    }

    private static func count(_ lines: [PrintedLine]) -> String {
        lines.count == 1 ? "1 line" : "\(lines.count) lines"
    }

    private func masked(_ lines: [PrintedLine], _ own: [LineMask?]) -> [PrintedLine] {
        lines.enumerated().map { index, line in
            // A line's own mask belongs to its position, unless lines come in no order.
            let positioned = isUnordered || index >= own.count ? nil : own[index]
            let fitting = masks.filter { $0.fits(line) }
            return ([positioned].compactMap(\.self) + fitting).reduce(line) { $1.applied(to: $0) }
        }
    }
}

/// A line as its words.
struct PrintedLine: Hashable, Comparable {
    var words: [String]

    static func < (left: PrintedLine, right: PrintedLine) -> Bool {
        left.words.lexicographicallyPrecedes(right.words)
    }

    var text: String { words.joined(separator: " ") }

    /// Bytes that are no UTF-8 become U+FFFD; empty lines at the end do not count.
    static func lines(_ bytes: [UInt8]) -> [PrintedLine] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let words = line.split { [0x20, 0x09, 0x0D].contains($0) }
            return PrintedLine(words: words.map { String(decoding: $0, as: UTF8.self) })
        }
        let rest = lines.reversed().prefix { $0.words.isEmpty }.count
        return Array(lines.dropLast(rest))
    }
}

/// Which words of a line differ from run to run.
struct LineMask: Hashable {
    private let count: Int
    /// All of them where even their number differs.
    private let volatile: Set<Int>
    private let isWhole: Bool
    /// The first word that stays, by which other lines of the kind are known; nil where none does.
    let anchor: String?

    /// Nil where the two are the same.
    init?(_ first: PrintedLine, _ again: PrintedLine) {
        guard first != again else { return nil }
        count = first.words.count
        isWhole = first.words.count != again.words.count
        let differing = zip(first.words, again.words).enumerated().filter { $0.element.0 != $0.element.1 }
        volatile = Set(differing.map(\.offset))
        let stays = isWhole ? nil : first.words.indices.first { !differing.map(\.offset).contains($0) }
        anchor = stays.map { first.words[$0] }
    }

    func fits(_ line: PrintedLine) -> Bool {
        guard let anchor, line.words.count == count else { return false }
        return (0..<count).first { !volatile.contains($0) }.map { line.words[$0] == anchor } ?? false
    }

    func applied(to line: PrintedLine) -> PrintedLine {
        if isWhole { return PrintedLine(words: ["…"]) }
        guard line.words.count == count else { return line }
        return PrintedLine(
            words: line.words.enumerated().map { volatile.contains($0.offset) ? "…" : $0.element })
    }
}

extension [PrintedLine] {
    /// Whether all of those are here, in their order, with or without others between them.
    fileprivate func holds(_ lines: [PrintedLine]) -> Bool {
        var rest = lines[...]
        for line in self where line == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}
