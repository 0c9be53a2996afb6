import GateModel
import JSON

/// How many schemas stand one within another by `allOf`, `oneOf` and `anyOf`, references followed.
///
/// All of them are one schema to a reader. Properties and items begin another, so that no honest document has many.
enum CompositionDepth {
    private static let maximum = 200

    static func check(_ references: ReferenceTable, named name: String) throws(OpenAPIError) {
        guard let reference = tooDeep(references) else { return }
        throw OpenAPIError(
            place: name,
            what: "'\(reference)' is composed of more than \(maximum) schemas, one within another",
            hint: "say in fewer steps what it is composed of, by 'allOf', 'oneOf' and 'anyOf'")
    }

    private struct Step {
        let reference: String
        var inner: [(reference: String, depth: Int)]
        /// How deep the schemas within it stand, as far as they were looked at.
        var height = 0
        /// How much deeper than its reference the one stands that is being looked at.
        var next = 0
    }

    /// A reference below which too many stand; nil: there is none.
    ///
    /// Not recursive, since the ways may be longer than a thread's stack is deep.
    private static func tooDeep(_ references: ReferenceTable) -> String? {
        var heights: [String: Int] = [:]
        for start in references.all.sorted() where heights[start] == nil {
            heights[start] = 0
            var way = [step(start, references)]
            while var last = way.popLast() {
                guard last.height <= maximum else { return start }
                guard let next = last.inner.popLast() else {
                    heights[last.reference] = last.height
                    guard let outer = way.indices.last else { continue }
                    way[outer].height = max(way[outer].height, way[outer].next + last.height)
                    continue
                }
                last.height = max(last.height, next.depth + (heights[next.reference] ?? 0))
                last.next = next.depth
                way.append(last)
                guard heights[next.reference] == nil else { continue }
                // One that leads back to itself counts once.
                heights[next.reference] = 0
                way.append(step(next.reference, references))
            }
        }
        return nil
    }

    private static func step(_ reference: String, _ references: ReferenceTable) -> Step {
        var inner: [(reference: String, depth: Int)] = []
        if let target = references.target(of: reference) { collect(target, 0, into: &inner) }
        return Step(reference: reference, inner: inner)
    }

    /// The references that a schema is composed of, with how deep they stand in it.
    private static func collect(
        _ schema: JSONValue, _ depth: Int, into inner: inout [(reference: String, depth: Int)]
    ) {
        guard let object = schema.object else { return }
        // What says only where it leads is followed without a step.
        let isOnlyReference = depth == 0 && object.members.count == 1
        for reference in ["$ref", "$dynamicRef"].compactMap({ object[$0]?.string }) {
            inner.append((ReferenceSurvey.exact(reference), isOnlyReference ? 0 : depth + 1))
        }
        for member in SchemaKeywords.unordered.flatMap({ object[$0]?.array ?? [] }) {
            collect(member, depth + 1, into: &inner)
        }
    }
}
