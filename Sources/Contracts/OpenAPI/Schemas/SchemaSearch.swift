import GateModel
import JSON

/// Everything that changed at one place, however many references lead to it.
///
/// Each pair of references is looked into once, so that the time stays bounded however the references are knotted. What
/// changed behind a reference is told of what it leads to, with every operation that comes by.
struct SchemaSearch {
    private let place: SchemaPlace
    private let documents: DocumentPair
    private var queue: [Arrival] = []

    private struct Arrival {
        let walked: WalkedPair
        /// In the queue; nil at the top.
        let from: Int?
        let step: String
        /// How many steps it is from the top.
        let depth: Int
        /// The first steps from the top.
        let head: String

        static let headDepth = 32

        init(_ walked: WalkedPair, from: (position: Int, arrival: Arrival)?, by step: String) {
            self.walked = walked
            self.from = from?.position
            self.step = step
            depth = from.map { $0.arrival.depth + 1 } ?? 0
            let outer = from?.arrival.head ?? ""
            head = depth <= Self.headDepth ? SchemaNode.path(outer, step) : outer
        }
    }

    init(at place: SchemaPlace, in documents: DocumentPair) {
        self.place = place
        self.documents = documents
    }

    /// Adds what changed between two schemas as written.
    mutating func run(_ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges) {
        // A reference that leads nowhere is listed by the document; there is nothing to compare.
        guard !documents.isUnchanged(old, new), let old = documents.oldSchemas.read(old),
            let new = documents.newSchemas.read(new)
        else { return }
        let start = SchemaPair(old, new, node: SchemaNode(top: SchemaScope(place.context)))
        let top = documents.schemas.walked(start, in: place.context, of: documents)
        let found = documents.schemas.found(from: top, in: place.context, of: documents)
        if found.contains(where: { $0.groups.contains(nil) }) {
            search(from: top, into: &changes)
        } else {
            for group in found.flatMap(\.groups).compactMap(\.self) {
                changes.reach(group, from: place.operation)
            }
        }
    }

    /// Where something was not told yet, its nearest place is looked for.
    private mutating func search(from top: WalkedPair, into changes: inout APIChanges) {
        let search = documents.schemas.beginSearch()
        arrive(at: top, search)
        var next = 0
        while next < queue.count {
            tell(queue[next], at: next, into: &changes)
            let walked = queue[next].walked
            for index in walked.crossings.indices {
                guard let beyond = walked.beyond[index], beyond.search != search else { continue }
                arrive(at: beyond, from: next, by: walked.crossings[index].path, search)
            }
            next += 1
        }
    }

    private mutating func arrive(
        at walked: WalkedPair, from: Int? = nil, by step: String = "", _ search: Int
    ) {
        walked.search = search
        queue.append(Arrival(walked, from: from.map { ($0, queue[$0]) }, by: step))
    }

    private func tell(_ arrival: Arrival, at position: Int, into changes: inout APIChanges) {
        guard let references = arrival.walked.references else {
            for finding in arrival.walked.findings { changes.add(change(finding, position)) }
            return
        }
        let (old, new) = (changes.number(of: references.old), changes.number(of: references.new))
        for (index, finding) in arrival.walked.findings.enumerated() {
            let owner = finding.owner.map { changes.number(of: $0) }
            let key = SharedChange.Key(
                component: owner ?? old, counterpart: owner ?? new, id: finding.id, level: finding.level,
                path: finding.path, detail: finding.detail)
            let group =
                arrival.walked.groups[index]
                ?? changes.group(key) {
                    SharedChange(change(finding, position), finding, behind: references)
                }
            arrival.walked.groups[index] = group
            changes.reach(group, from: place.operation)
        }
    }

    private func change(_ finding: SchemaFinding, _ position: Int) -> APIChange {
        let inner = SchemaNode.path(path(to: position), finding.path)
        return APIChange(
            id: finding.id, level: finding.level, operation: place.operation,
            path: SchemaNode.path(place.path, inner), text: "\(place.subject(of: inner)): \(finding.what)",
            detail: finding.detail)
    }

    /// From the top of the place; of a long way, both ends.
    private func path(to position: Int) -> String {
        let isLong = queue[position].depth > 2 * Arrival.headDepth
        var steps: [String] = []
        var position = position
        while let from = queue[position].from, !isLong || steps.count < Arrival.headDepth {
            steps.append(queue[position].step)
            position = from
        }
        let end = steps.reversed().reduce("", SchemaNode.path)
        return isLong ? SchemaNode.path(SchemaNode.path(queue[position].head, "…"), end) : end
    }
}
