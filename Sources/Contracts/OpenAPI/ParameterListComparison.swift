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
        let (old, new) = (pair.old.parameters, pair.new.parameters)
        var rest: [Parameter] = []
        var matched: Set<ParameterList.Key> = []
        for parameter in old.parameters {
            if let counterpart = new[keyAfter(parameter)] {
                matched.insert(counterpart.key)
                compare(parameter, counterpart, into: &changes)
            } else {
                rest.append(parameter)
            }
        }
        let added = new.parameters.filter { !matched.contains($0.key) }
        guard !rest.isEmpty || !added.isEmpty else { return }
        compareSpread(
            Side(all: old.parameters, rest: rest, read: pair.documents.oldSchemas.read),
            Side(all: new.parameters, rest: added, read: pair.documents.newSchemas.read), into: &changes)
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
        let isShared =
            pair.new.ownParameters[parameter.key] == nil && pair.new.sharedParameters[parameter.key] != nil
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

    /// The parameters of one document.
    private struct Side {
        /// Those that the other document has under no such name.
        let rest: [Parameter]
        /// All, and the properties of those that are spread.
        private let written: [ParameterList.Key: Parameter]
        private let spread: [ParameterList.Key: SpreadParameter]

        init(all: [Parameter], rest: [Parameter], read: (JSONValue?) -> Schema?) {
            self.rest = rest
            let spreads = all.map { ($0.key, SpreadParameter($0, read: read)) }
            let spread = Dictionary(spreads.compactMap { key, spread in spread.map { (key, $0) } }) {
                first, _ in first
            }
            self.spread = spread
            let properties = spreads.compactMap(\.1).flatMap(\.properties)
            let plain = all.filter { spread[$0.key] == nil }
            written = Dictionary((plain + properties).map { ($0.key, $0) }) { first, _ in first }
        }

        subscript(key: ParameterList.Key) -> Parameter? { written[key] }

        /// What a parameter is to a client: itself, or its properties where the other side has some of them too.
        func parts(of parameter: Parameter, beside other: Side) -> [Parameter] {
            guard let properties = spread[parameter.key]?.properties,
                properties.contains(where: { other[$0.key] != nil })
            else { return [parameter] }
            return properties
        }
    }

    /// Parameters that are written like properties of others, which to a client are the same.
    private func compareSpread(_ old: Side, _ new: Side, into changes: inout APIChanges) {
        for part in old.rest.flatMap({ old.parts(of: $0, beside: new) }) {
            if let counterpart = new[part.key] {
                compare(part, counterpart, into: &changes)
            } else {
                reportRemoved(part, into: &changes)
            }
        }
        for part in new.rest.flatMap({ new.parts(of: $0, beside: old) }) {
            guard let counterpart = old[part.key] else {
                reportAdded(part, into: &changes)
                continue
            }
            // One that stays, and whose property it was, is not among the rest.
            let isTold = old.rest.contains { old.parts(of: $0, beside: new).contains { $0.key == part.key } }
            if !isTold { compare(counterpart, part, into: &changes) }
        }
    }
}
