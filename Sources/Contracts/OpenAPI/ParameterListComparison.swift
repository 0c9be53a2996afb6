import GateModel
import JSON

/// The parameters that an operation takes, with those of its path.
struct ParameterListComparison {
    private let pair: OperationPair
    private let today: CalendarDate

    private typealias Parameter = ParameterList.Parameter

    init(_ pair: OperationPair, today: CalendarDate) {
        self.pair = pair
        self.today = today
    }

    func compare(into changes: inout APIChanges) {
        let old = pair.old.parameters
        let new = pair.new.parameters
        var matched: Set<ParameterList.Key> = []
        for parameter in old.parameters {
            if let counterpart = new[keyAfter(parameter)] {
                matched.insert(counterpart.key)
                compare(parameter, counterpart, into: &changes)
            } else if let (object, property) = exploded(parameter, among: new) {
                matched.insert(object.key)
                compare(parameter, property, into: &changes)
            } else {
                reportRemoved(parameter, into: &changes)
            }
        }
        for parameter in new.parameters where !matched.contains(parameter.key) {
            let wasExploded = exploded(parameter, among: old, of: pair.documents.old) != nil
            if !wasExploded { reportAdded(parameter, into: &changes) }
        }
    }

    private func compare(_ old: Parameter, _ new: Parameter, into changes: inout APIChanges) {
        changes.within(old.reference, new.reference, at: old.path) { changes in
            ParameterComparison(old, new, pair, today: today).compare(into: &changes)
        }
    }

    /// The key under which the new operation has a parameter; one in the path may have another name there.
    private func keyAfter(_ parameter: Parameter) -> ParameterList.Key {
        guard parameter.key.location == "path",
            let position = pair.old.parameterNames.firstIndex(of: parameter.name),
            pair.new.parameterNames.indices.contains(position)
        else { return parameter.key }
        return ParameterList.Key(location: "path", named: pair.new.parameterNames[position])
    }

    // MARK: Added and removed

    private func reportAdded(_ parameter: Parameter, into changes: inout APIChanges) {
        guard parameter.key.location != "path" else {
            add(
                "new-request-path-parameter", .error, parameter, "the \(parameter.title) is new",
                into: &changes)
            return
        }
        let isShared = pair.new.ownParameters[parameter.key] == nil
        let required = parameter.isRequired ? "required" : "optional"
        let id =
            isShared
            ? "new-\(required)-request-default-parameter-to-existing-path"
            : "new-\(required)-request-parameter"
        add(
            id, parameter.isRequired ? .error : .info, parameter,
            "the \(parameter.title) is new and \(required)",
            into: &changes)
    }

    private func reportRemoved(_ parameter: Parameter, into changes: inout APIChanges) {
        let lifecycle = Lifecycle(of: parameter.object)
        guard lifecycle.isDeprecated else {
            add(
                "request-parameter-removed", .warning, parameter,
                "the \(parameter.title) is gone and was not deprecated", into: &changes)
            return
        }
        switch lifecycle.sunset {
        case .unstated:
            add(
                "request-parameter-removed-with-deprecation", .info, parameter,
                "the \(parameter.title) is gone after its deprecation", into: &changes)
        case .unreadable(let text):
            add(
                "request-parameter-sunset-parse", .error, parameter,
                "the \(parameter.title) is gone, and its 'x-sunset' is no date: '\(text)'", into: &changes)
        case .on(let day) where today < day:
            add(
                "request-parameter-removed-before-sunset", .error, parameter,
                "the \(parameter.title) is gone before its sunset on \(day)", into: &changes)
        case .on(let day):
            add(
                "request-parameter-removed-after-sunset", .info, parameter,
                "the \(parameter.title) is gone after its sunset on \(day)", into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ parameter: Parameter, _ text: String,
        into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: parameter.path, text)
    }

    // MARK: Objects spread over the query

    private func exploded(
        _ parameter: Parameter, among new: ParameterList
    ) -> (object: Parameter, property: Parameter)? {
        exploded(parameter, among: new, of: pair.documents.new)
    }

    /// `?limit=1` may come from a parameter `limit`, or from a property `limit` of an object whose style is
    /// `form` and that is exploded: to a client they are the same.
    private func exploded(
        _ parameter: Parameter, among others: ParameterList, of document: OpenAPIDocument
    ) -> (object: Parameter, property: Parameter)? {
        for other in others.parameters where other.key.location == parameter.key.location {
            guard other.object["explode"]?.bool == true,
                [nil, "form"].contains(other.object["style"]?.string),
                let schema = document.resolved(other.object["schema"]), schema["type"]?.string == "object",
                let property = schema["properties"]?[parameter.name]
            else { continue }
            var object = JSONObject()
            for member in parameter.object.object?.members ?? [] {
                let value = member.key == "schema" ? property : member.value
                _ = object.append(JSONMember(member.key, value))
            }
            return (
                other,
                Parameter(
                    key: parameter.key, name: parameter.name, object: .object(object), reference: nil)
            )
        }
        return nil
    }
}
