import GateModel
import JSON

/// The bodies of one answer, by media type.
struct ResponseContentComparison {
    private let pair: OperationPair
    private let status: String

    init(_ pair: OperationPair, status: String) {
        self.pair = pair
        self.status = status
    }

    func compare(_ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges) {
        let pairing = ContentPairing(response: old, new)
        for name in pairing.removed {
            add(
                "response-media-type-removed", .error, name, "'\(name)' is no longer answered", into: &changes
            )
        }
        for name in pairing.added {
            add("response-media-type-added", .info, name, "'\(name)' is answered as well", into: &changes)
        }
        for media in pairing.pairs {
            compareNames(media, into: &changes)
            MediaTypeComparison(
                media, pair.documents, .responseBody(media.oldName, status: status, of: pair.name)
            ).compare(into: &changes)
        }
    }

    private func compareNames(_ media: ContentPairing.Pair, into changes: inout APIChanges) {
        guard media.oldName != media.newName else { return }
        let old = MediaTypeName(media.oldName)
        let new = MediaTypeName(media.newName)
        let text = "'\(media.oldName)' became '\(media.newName)'"
        if let name = old.contradictingParameter(new) {
            let what = name == "charset" ? "charset" : "parameter"
            add("response-media-type-\(what)-changed", .error, media.oldName, text, into: &changes)
        } else if old.parameters != new.parameters || old.hasParameters != new.hasParameters {
            add("response-media-type-name-changed", .info, media.oldName, text, into: &changes)
        } else if old.essence == new.essence {
            return
        } else if old.contains(new) {
            add("response-media-type-name-specialized", .info, media.oldName, text, into: &changes)
        } else {
            add("response-media-type-name-generalized", .error, media.oldName, text, into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ name: String, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: "responses/\(status)/\(name)", text)
    }
}
