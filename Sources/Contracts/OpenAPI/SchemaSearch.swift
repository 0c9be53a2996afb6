import GateModel
import JSON

/// Everything that changed at one place, however many references lead to it.
///
/// The nearest uses of a reference come first. None is followed within itself, and one that changed at most
/// ``maximumUses`` times; when ``maximumRepeats`` is used up, once. So the time stays bounded however the
/// references are knotted, and each change is told at least once.
struct SchemaSearch {
    private let place: SchemaPlace
    private let documents: DocumentPair
    private var queue: [Arrival] = []
    private var uses: [SchemaPair.References: Int] = [:]
    private var repeats = 0

    static let maximumUses = 16
    static let maximumRepeats = 200

    private struct Arrival {
        let pair: SchemaPair
        /// From the top of the place.
        let path: String
        /// The references it lies behind.
        let behind: Set<SchemaPair.References>
    }

    init(at place: SchemaPlace, in documents: DocumentPair) {
        self.place = place
        self.documents = documents
    }

    /// Adds what changed between two schemas as written.
    mutating func run(_ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges) {
        // A reference that leads nowhere is listed by the document; there is nothing to compare.
        guard !documents.isUnchanged(old, new), let old = Schema(old, in: documents.old),
            let new = Schema(new, in: documents.new)
        else { return }
        let top = SchemaPair(old, new, node: SchemaNode(top: SchemaScope(place.kind)))
        queue = [Arrival(pair: top, path: "", behind: [])]
        var next = 0
        while next < queue.count {
            visit(queue[next], into: &changes)
            next += 1
        }
    }

    private mutating func visit(_ arrival: Arrival, into changes: inout APIChanges) {
        var behind = arrival.behind
        if let references = arrival.pair.references {
            guard behind.insert(references).inserted, use(references) else { return }
        }
        let result = documents.schemas.result(from: arrival.pair, at: place, in: documents)
        for finding in result.findings { place.report(finding, below: arrival.path, into: &changes) }
        for pair in result.crossings {
            let path = SchemaNode.path(arrival.path, pair.node.path)
            queue.append(Arrival(pair: pair, path: path, behind: behind))
        }
    }

    private mutating func use(_ references: SchemaPair.References) -> Bool {
        let before = uses[references, default: 0]
        uses[references] = before + 1
        guard before > 0 else { return true }
        guard before < Self.maximumUses, repeats < Self.maximumRepeats else { return false }
        repeats += 1
        return true
    }
}

extension SchemaPlace {
    fileprivate func report(
        _ finding: SchemaFinding, below path: String, into changes: inout APIChanges
    ) {
        let inner = SchemaNode.path(path, finding.path)
        changes.add(
            finding.id, finding.level, operation: operation, path: SchemaNode.path(self.path, inner),
            "\(subject(inner)): \(finding.what)", detail: finding.detail)
    }

    private func subject(_ inner: String) -> String {
        let whole =
            switch kind {
            case .requestBody: "request body"
            case .requestParameter(let parameter): "\(parameter.location) parameter '\(parameter.name)'"
            case .responseBody(let status, _): "body of response \(status)"
            case .responseHeader(let status, let name): "header '\(name)' of response \(status)"
            }
        return inner.isEmpty ? whole : "'\(inner)' of the \(whole)"
    }
}
