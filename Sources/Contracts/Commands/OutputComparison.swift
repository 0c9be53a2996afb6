import GateModel
import JSON

/// Compares what one command printed: values where it prints JSON, lines of words otherwise.
struct OutputComparison {
    struct Input {
        let number: Int
        let baseline: [UInt8]
        let again: [UInt8]
        let candidate: [UInt8]
    }

    private var values: [(input: Input, baseline: PrintedJSON, again: PrintedJSON)] = []
    private var texts: [Input] = []

    init(_ inputs: [Input]) {
        for input in inputs {
            let (baseline, again) = (PrintedJSON(input.baseline), PrintedJSON(input.again))
            if let baseline, let again, baseline.isLines == again.isLines {
                values.append((input, baseline, again))
            } else {
                texts.append(input)
            }
        }
    }

    func compare(into findings: inout FoundDifferences) {
        compareValues(into: &findings)
        TextComparison(texts).compare(into: &findings)
    }

    private func compareValues(into findings: inout FoundDifferences) {
        var contract = JSONContract()
        for (number, (_, baseline, again)) in values.enumerated() {
            contract.observe(baseline.value, in: 2 * number)
            contract.observe(again.value, in: 2 * number + 1)
        }
        for (_, baseline, again) in values { contract.learnVolatility(baseline.value, again.value) }
        var parsed: [(number: Int, baseline: JSONValue, candidate: JSONValue)] = []
        for (input, baseline, _) in values {
            guard let candidate = PrintedJSON(input.candidate), candidate.isLines == baseline.isLines else {
                findings.add(.notJSON, .breaking, at: .stream("stdout"), input: input.number) {
                    (baseline.name, PrintedJSON(input.candidate)?.name ?? Excerpt.text(input.candidate))
                }
                continue
            }
            contract.judgeShape(of: candidate.value, at: [], input: input.number, into: &findings)
            parsed.append((input.number, baseline.value, candidate.value))
        }
        // Only now: what has lost its shape somewhere is left out when items are matched.
        for (number, baseline, candidate) in parsed {
            contract.judgeData(baseline, candidate, at: [], input: number, into: &findings)
        }
    }
}

/// An object or array that a command printed, or several, one a line.
struct PrintedJSON {
    /// Several are an array.
    let value: JSONValue
    let isLines: Bool

    /// Nil where it is anything else; a word or a number alone is text.
    init?(_ bytes: [UInt8]) {
        if let value = Self.container(bytes) {
            (self.value, isLines) = (value, false)
            return
        }
        var values: [JSONValue] = []
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let value = Self.container(Array(line)) else { return nil }
            values.append(value)
        }
        guard !values.isEmpty else { return nil }
        (value, isLines) = (.array(values), true)
    }

    /// `object`, `JSON values, one a line`
    var name: String { isLines ? "JSON values, one a line" : JSONTypes(of: value).description }

    private static func container(_ bytes: [UInt8]) -> JSONValue? {
        do {
            let value = try JSONParser.parse(bytes)
            guard value.object != nil || value.array != nil else { return nil }
            return value
        } catch {
            return nil
        }
    }
}
