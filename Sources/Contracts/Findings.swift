import GateModel

/// The differences of one operation while they are being found: one for each kind and place.
struct Findings {
    /// Stands before every place: empty, or `then` for the read that follows an operation.
    let prefix: String
    private var found: [Key: Found] = [:]

    init(prefix: String) {
        self.prefix = prefix
    }

    struct Key: Hashable {
        let kind: Difference.Kind
        let place: String
    }

    private struct Found {
        let severity: Difference.Severity
        let baseline: String
        let candidate: String
        var inputs: Set<Int>
    }

    /// Notes that an input shows a difference; `values` is asked for only the first time.
    mutating func add(
        _ kind: Difference.Kind, _ severity: Difference.Severity, at place: Place, input: Int,
        values: () -> (baseline: String, candidate: String)
    ) {
        let key = Key(kind: kind, place: place.description(prefix: prefix))
        if found[key] != nil {
            found[key]?.inputs.insert(input)
            return
        }
        let shown = Excerpt.pair(values().baseline, values().candidate)
        found[key] = Found(
            severity: severity, baseline: shown.baseline, candidate: shown.candidate, inputs: [input])
    }

    /// In no particular order.
    func differences(operation: String, compared: Int) -> [Difference] {
        found.map { key, found in
            Difference(
                kind: key.kind, severity: found.severity, operation: operation, place: key.place,
                baseline: found.baseline, candidate: found.candidate, seen: found.inputs.count,
                compared: compared)
        }
    }
}
