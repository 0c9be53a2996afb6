import GateModel

/// Collects the differences of one operation, one for each kind, place and change.
struct FoundDifferences {
    /// Stands before every place: empty, or `then` for the read that follows an operation.
    let prefix: String
    private var found: [Key: Found] = [:]
    private var kinds: [String: Set<Difference.Kind>] = [:]

    init(prefix: String) {
        self.prefix = prefix
    }

    struct Key: Hashable {
        let kind: Difference.Kind
        let place: String
        let change: String
    }

    private struct Found {
        let severity: Difference.Severity
        let baseline: String
        let candidate: String
        let text: String?
        let output: String?
        var inputs: Set<Int>
    }

    /// Notes that an input shows a difference; `values` is asked for only the first time.
    mutating func add(
        _ kind: Difference.Kind, _ severity: Difference.Severity, at place: Place, change: String = "",
        input: Int, text: String? = nil, output: String? = nil,
        values: () -> (baseline: String, candidate: String)
    ) {
        add(
            kind, severity, at: place, change: change, inputs: [input], text: text, output: output,
            values: values)
    }

    /// Notes what only several inputs together show.
    mutating func add(
        _ kind: Difference.Kind, _ severity: Difference.Severity, at place: Place, change: String = "",
        inputs: Set<Int>, text: String? = nil, output: String? = nil,
        values: () -> (baseline: String, candidate: String)
    ) {
        let key = Key(kind: kind, place: place.description(prefix: prefix), change: change)
        if found[key] != nil {
            found[key]?.inputs.formUnion(inputs)
            return
        }
        kinds[key.place, default: []].insert(kind)
        let shown = Excerpt.pair(values().baseline, values().candidate)
        found[key] = Found(
            severity: severity, baseline: shown.baseline, candidate: shown.candidate, text: text,
            output: output, inputs: inputs)
    }

    /// Whether the place already has a difference of one of these kinds, whatever the change.
    func have(_ kinds: [Difference.Kind], at place: Place) -> Bool {
        self.kinds[place.description(prefix: prefix)]?.isDisjoint(with: kinds) == false
    }

    /// In no particular order.
    func differences(operation: String, compared: Int) -> [Difference] {
        found.map { key, found in
            Difference(
                kind: key.kind, severity: found.severity, operation: operation, place: key.place,
                change: key.change, baseline: found.baseline, candidate: found.candidate,
                seen: found.inputs.count, compared: compared, text: found.text, output: found.output)
        }
    }
}
