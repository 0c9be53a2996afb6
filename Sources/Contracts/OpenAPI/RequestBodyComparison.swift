import GateModel
import JSON

/// The body that an operation takes.
struct RequestBodyComparison {
    private let pair: OperationPair

    init(_ pair: OperationPair) {
        self.pair = pair
    }

    func compare(into changes: inout APIChanges) {
        let documents = pair.documents
        guard !documents.isUnchanged(pair.old.object["requestBody"], pair.new.object["requestBody"]) else {
            return
        }
        changes.within(
            pair.old.object["requestBody"]?["$ref"]?.string, pair.new.object["requestBody"]?["$ref"]?.string,
            at: "requestBody"
        ) { changes in
            compare(
                documents.old.resolved(pair.old.object["requestBody"]),
                documents.new.resolved(pair.new.object["requestBody"]), into: &changes)
        }
    }

    private func compare(_ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges) {
        switch (old, new) {
        case (nil, nil): break
        case (.some, nil):
            add("request-body-removed", .error, "", "the request body is gone", into: &changes)
        case (nil, let new?):
            if isRequired(new) {
                add(
                    "request-body-added-required", .error, "", "a request body is asked for", into: &changes)
            } else {
                add("request-body-added-optional", .info, "", "a request body is taken", into: &changes)
            }
        case (let old?, let new?):
            compareRequired(old, new, into: &changes)
            compareContent(old["content"], new["content"], into: &changes)
            UnjudgedComparison(pair.documents).compare(
                old, new, except: ["required", "content"], operation: pair.name, path: "requestBody",
                into: &changes)
        }
    }

    private func isRequired(_ body: JSONValue) -> Bool { body["required"]?.bool ?? false }

    private func compareRequired(_ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges) {
        guard isRequired(old) != isRequired(new) else { return }
        if isRequired(new) {
            add(
                "request-body-became-required", .error, "", "the request body became required", into: &changes
            )
        } else {
            add("request-body-became-optional", .info, "", "the request body became optional", into: &changes)
        }
    }

    private func compareContent(
        _ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges
    ) {
        let pairing = ContentPairing(request: old, new)
        for name in pairing.added {
            add(
                "request-body-media-type-added", .info, "/\(name)", "'\(name)' is taken as well",
                into: &changes)
        }
        for name in pairing.removed {
            add(
                "request-body-media-type-removed", .error, "/\(name)", "'\(name)' is no longer taken",
                into: &changes)
        }
        for media in pairing.pairs {
            compareNames(media, into: &changes)
            MediaTypeComparison(media, pair.documents, .requestBody(media.oldName, of: pair.name))
                .compare(into: &changes)
        }
    }

    private func compareNames(_ media: ContentPairing.Pair, into changes: inout APIChanges) {
        let (old, new) = (MediaTypeName(media.oldName), MediaTypeName(media.newName))
        let path = "/\(media.oldName)"
        let text = "'\(media.oldName)' became '\(media.newName)'"
        if let name = old.contradictingParameter(new) {
            let what = name == "charset" ? "charset" : "parameter"
            add("request-body-media-type-\(what)-changed", .error, path, text, into: &changes)
        } else if old.essence != new.essence {
            add("request-body-media-type-generalized", .info, path, text, into: &changes)
        } else if old.tellingParameters != new.tellingParameters {
            add("request-body-media-type-name-changed", .info, path, text, into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ path: String, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: "requestBody" + path, text)
    }
}
