package import GateModel
import JSON

/// Compares two documents: finds requests that are not understood any more, and answers that are new to clients.
///
/// Rules and ids are those of oasdiff with its default settings: no period of grace is asked of deprecations, and
/// operations below stability level beta promise nothing. Levels are too, except that whoever can no longer call is broken.
/// What no rule is about is told as `unjudged-change`.
package enum OpenAPIComparison {
    /// Every change, each once, the most severe first.
    ///
    /// - Parameter today: the day that sunsets are held against.
    package static func changes(
        from old: OpenAPIDocument, to new: OpenAPIDocument, on today: CalendarDate
    ) -> [APIChange] {
        let documents = DocumentPair(old, new, on: today)
        var changes = APIChanges()
        PathComparison(documents, today: today).compare(into: &changes)
        WebhookComparison(documents).compare(into: &changes)
        compareSchemaNames(old, new, into: &changes)
        SecurityComparison(documents).compareDocuments(into: &changes)
        SecuritySchemeComparison(documents).compare(into: &changes)
        ServerComparison(documents).compareDocuments(into: &changes)
        UnusedComponentComparison(documents).compare(into: &changes)
        UnjudgedComparison(documents).compare(
            old.root, new.root, except: Self.read, operation: "", path: "", into: &changes)
        compareDynamicAnchors(documents, into: &changes)
        reportGaps(documents, into: &changes)
        return changes.sorted
    }

    /// A `$dynamicRef` is followed to the first of its anchors; that another changed is told, and not whom it concerns.
    private static func compareDynamicAnchors(_ documents: DocumentPair, into changes: inout APIChanges) {
        let (old, new) = (documents.old.references.dynamic, documents.new.references.dynamic)
        for name in Set(old.keys).union(new.keys) {
            let (before, after) = (old[name] ?? [], new[name] ?? [])
            let isSame =
                before.count == after.count
                && zip(before, after).allSatisfy { documents.schemas.isSame($0, $1) }
            guard !isSame else { continue }
            changes.add(
                "unjudged-change", .warning, operation: "", path: "$dynamicAnchor/\(name.text)",
                "one of the schemas that '\(name.text)' may stand for changed")
        }
    }

    /// Components that lead to each other in too many ways for one of them to be read in full.
    private static func reportGaps(_ documents: DocumentPair, into changes: inout APIChanges) {
        for reference in documents.oldSchemas.gaps.union(documents.newSchemas.gaps) {
            changes.add(
                "unjudged-change", .warning, operation: "",
                path: String(reference.drop { "#/".contains($0) }),
                "this is composed of what is composed of it, in too many ways to be compared")
        }
    }

    /// What rules read of a document; its version only says how to read the rest.
    private static let read: Set<String> = [
        "openapi", "servers", "paths", "webhooks", "components", "security", "$self",
    ]

    private static func compareSchemaNames(
        _ old: OpenAPIDocument, _ new: OpenAPIDocument, into changes: inout APIChanges
    ) {
        let after = Set(names(new.root["components"]?["schemas"]))
        for name in names(old.root["components"]?["schemas"]) where !after.contains(name) {
            changes.add(
                "api-schema-removed", .info, operation: "", path: "components/schemas/\(name)",
                "the shared schema '\(name)' is gone")
        }
    }

    private static func names(_ value: JSONValue?) -> [String] {
        value?.object?.members.map(\.key) ?? []
    }
}
