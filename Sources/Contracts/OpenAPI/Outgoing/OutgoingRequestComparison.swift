import GateModel
import JSON

/// One request that the service sends: clients read its parameters and its body, and write the answer.
struct OutgoingRequestComparison {
    private let old: APIOperation
    private let new: APIOperation
    private let documents: DocumentPair
    private let operation: String
    private let prefix: String

    private static let read: Set<String> = [
        "operationId", "parameters", "requestBody", "responses", "deprecated",
    ]

    init(
        _ old: APIOperation, _ new: APIOperation, _ documents: DocumentPair, operation: String, prefix: String
    ) {
        self.old = old
        self.new = new
        self.documents = documents
        self.operation = operation
        self.prefix = prefix
    }

    func compare(into changes: inout APIChanges) {
        guard !documents.isUnchanged(old.object, new.object) else { return }
        compareParameters(into: &changes)
        compareBodies(
            documents.old.resolved(old.object["requestBody"]),
            documents.new.resolved(new.object["requestBody"]), into: &changes)
        compareAnswers(old.object["responses"], new.object["responses"], into: &changes)
        // Callbacks of a callback may lead back to it: that they changed is told, and not how.
        UnjudgedComparison(documents).compare(
            old.object, new.object, except: Self.read, operation: operation, path: prefix, into: &changes)
    }

    // MARK: Parameters

    private func compareParameters(into changes: inout APIChanges) {
        let (before, after) = (old.parameters, new.parameters)
        for parameter in before.parameters {
            guard let counterpart = after[parameter.key] else {
                add(
                    "outgoing-parameter-removed", parameter.isRequired ? .error : .warning, parameter.path,
                    "the \(parameter.title) is no longer sent", into: &changes)
                continue
            }
            if parameter.isRequired, !counterpart.isRequired {
                add(
                    "outgoing-parameter-became-optional", .error, parameter.path,
                    "the \(parameter.title) need not be there any more", into: &changes)
            }
            compare(parameter, counterpart, into: &changes)
        }
        for parameter in after.parameters where before[parameter.key] == nil {
            add(
                "outgoing-parameter-added", .info, parameter.path, "the \(parameter.title) is sent as well",
                into: &changes)
        }
    }

    private func compare(
        _ old: ParameterList.Parameter, _ new: ParameterList.Parameter, into changes: inout APIChanges
    ) {
        let content = ContentOfOne(old.object, new.object, documents)
        let place = SchemaPlace(
            context: SchemaContext(kind: .header, direction: .response, values: content.values),
            operation: operation, path: SchemaNode.path(prefix, old.path), subject: old.title)
        SchemaComparison.compare(
            old: content.old, new: content.new, in: documents, at: place, into: &changes)
        UnjudgedComparison(documents).compare(
            old.object, new.object, except: ["in", "name", "required", "deprecated", "schema"],
            operation: operation, path: place.path, into: &changes)
    }

    // MARK: Bodies

    private func compareBodies(_ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges) {
        switch (old, new) {
        case (nil, nil): return
        case (nil, .some):
            add("outgoing-body-added", .info, "requestBody", "a body is sent now", into: &changes)
        case (.some, nil):
            add("outgoing-body-removed", .error, "requestBody", "the body is no longer sent", into: &changes)
        case (let old?, let new?):
            if old["required"]?.bool == true, new["required"]?.bool != true {
                add(
                    "outgoing-body-became-optional", .error, "requestBody",
                    "the body need not be there any more", into: &changes)
            }
            UnjudgedComparison(documents).compare(
                old, new, except: ["required", "content"], operation: operation,
                path: SchemaNode.path(prefix, "requestBody"), into: &changes)
            let pairing = ContentPairing(response: old["content"], new["content"])
            report(pairing, "outgoing-media-type", at: "requestBody", removed: .error, into: &changes)
            for media in pairing.pairs {
                let place = SchemaPlace.requestBody(media.oldName, of: operation, direction: .response)
                MediaTypeComparison(media, documents, place.below(prefix)).compare(into: &changes)
            }
        }
    }

    // MARK: Answers

    private func compareAnswers(_ old: JSONValue?, _ new: JSONValue?, into changes: inout APIChanges) {
        let (old, new) = (StatusTable(old), StatusTable(new))
        for member in old.answers.members {
            guard let counterpart = new[member.key] else { continue }
            compareAnswer(member.key, member.value, counterpart, into: &changes)
        }
        let moved = MovedAnswers(old, new)
        for status in moved.removed + moved.narrowed {
            add(
                "outgoing-answer-removed", StatusTable.isSuccess(status) ? .error : .warning,
                "responses/\(status)", "the answer '\(status)' is no longer known", into: &changes)
        }
        for status in moved.added {
            add(
                "outgoing-answer-added", .info, "responses/\(status)",
                "the answer '\(status)' is known as well", into: &changes)
        }
        for move in moved.moves {
            guard let before = old[move.from], let after = new[move.to] else { continue }
            compareAnswer(move.from, before, after, into: &changes)
        }
    }

    private func compareAnswer(
        _ status: String, _ old: JSONValue, _ new: JSONValue, into changes: inout APIChanges
    ) {
        let path = "responses/\(status)"
        let pairing = ContentPairing(
            request: documents.old.resolved(old)?["content"], documents.new.resolved(new)?["content"])
        report(pairing, "outgoing-answer-media-type", at: path, removed: .error, into: &changes)
        for media in pairing.pairs {
            let place = SchemaPlace.responseBody(
                media.oldName, status: status, of: operation, direction: .request)
            MediaTypeComparison(media, documents, place.below(prefix)).compare(into: &changes)
        }
        UnjudgedComparison(documents).compare(
            documents.old.resolved(old) ?? [:], documents.new.resolved(new) ?? [:], except: ["content"],
            operation: operation, path: SchemaNode.path(prefix, path), into: &changes)
    }

    private func report(
        _ pairing: ContentPairing, _ stem: String, at path: String, removed: APIChange.Level,
        into changes: inout APIChanges
    ) {
        for name in pairing.removed {
            add("\(stem)-removed", removed, "\(path)/\(name)", "'\(name)' is gone", into: &changes)
        }
        for name in pairing.added {
            add("\(stem)-added", .info, "\(path)/\(name)", "'\(name)' is new", into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ path: String, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: operation, path: SchemaNode.path(prefix, path), text)
    }
}

extension SchemaPlace {
    /// The same place within something that has a place of its own.
    fileprivate func below(_ prefix: String) -> SchemaPlace {
        SchemaPlace(
            context: context, operation: operation, path: SchemaNode.path(prefix, path), subject: subject)
    }
}
