import GateModel
import JSON

/// One parameter in both documents.
struct ParameterComparison {
    private let old: ParameterList.Parameter
    private let new: ParameterList.Parameter
    private let pair: OperationPair
    private let today: CalendarDate

    init(
        _ old: ParameterList.Parameter, _ new: ParameterList.Parameter, _ pair: OperationPair,
        today: CalendarDate
    ) {
        self.old = old
        self.new = new
        self.pair = pair
        self.today = today
    }

    func compare(into changes: inout APIChanges) {
        guard !pair.documents.isUnchanged(old.object, new.object) else { return }
        compareRequired(into: &changes)
        compareDefaults(into: &changes)
        compareLifecycle(into: &changes)
        SerializationComparison(old, new, pair).compare(into: &changes)
        let content = ContentOfOne(old.object, new.object, pair.documents)
        if content.isRewritten {
            add("request-parameter-content-changed", .error, content.text, into: &changes)
        }
        SchemaComparison.compare(
            old: content.old, new: content.new, in: pair.documents, at: place(content.values),
            into: &changes)
        content.reportUnjudged(pair.documents, at: place(content.values), into: &changes)
        compareEmptiness(into: &changes)
        UnjudgedComparison(pair.documents).compare(
            old.object, new.object, except: Self.read.union(content.read), operation: pair.name,
            path: old.path, into: &changes)
    }

    private static let read: Set<String> = [
        "in", "name", "required", "deprecated", "schema", "style", "explode", "allowReserved",
        "allowEmptyValue",
    ]

    private func place(_ values: SchemaContext.ValueForm) -> SchemaPlace {
        let byDefault = old.key.location == "query" || old.key.location == "cookie"
        let isForm = new.object["style"]?.string.map { $0 == "form" } ?? byDefault
        let form = SchemaContext.ParameterForm(
            isHeader: old.key.location == "header",
            repeatsItsName: isForm && new.object["explode"]?.bool != false)
        return SchemaPlace(
            context: SchemaContext(kind: .parameter(form), direction: .request, values: values),
            operation: pair.name, path: old.path, subject: old.title)
    }

    private func compareEmptiness(into changes: inout APIChanges) {
        let before = old.object["allowEmptyValue"]?.bool ?? false
        let after = new.object["allowEmptyValue"]?.bool ?? false
        guard before != after else { return }
        if after {
            add("request-parameter-became-allow-empty-value", .info, "may be empty now", into: &changes)
        } else {
            add(
                "request-parameter-became-not-allow-empty-value", .error, "may no longer be empty",
                into: &changes)
        }
    }

    private func compareRequired(into changes: inout APIChanges) {
        guard old.isRequired != new.isRequired else { return }
        if new.isRequired {
            add("request-parameter-became-required", .error, "became required", into: &changes)
        } else {
            add("request-parameter-became-optional", .info, "became optional", into: &changes)
        }
    }

    /// A client that leaves an optional parameter out gets its default, so another default changes its meaning.
    private func compareDefaults(into changes: inout APIChanges) {
        guard !old.isRequired, !new.isRequired else { return }
        let before = defaultValue(of: old, in: pair.documents.old, pair.documents.oldSchemas)
        let after = defaultValue(of: new, in: pair.documents.new, pair.documents.newSchemas)
        switch (before, after) {
        case (nil, let after?):
            add(
                "request-parameter-default-value-added", .error, "got the default \(excerpt(after))",
                into: &changes)
        case (let before?, nil):
            add(
                "request-parameter-default-value-removed", .error, "lost its default \(excerpt(before))",
                into: &changes)
        case (let before?, let after?):
            guard before != after else { break }
            add(
                "request-parameter-default-value-changed", .error,
                "had the default \(excerpt(before)) and has \(excerpt(after))", into: &changes)
        case (nil, nil): break
        }
    }

    /// Also one that stands beside a reference, as 3.1 allows.
    private func defaultValue(
        of parameter: ParameterList.Parameter, in document: OpenAPIDocument, _ schemas: SchemaReader
    ) -> JSONValue? {
        let value = schemas.read(ContentOfOne.schema(of: parameter.object, in: document))?["default"]
        return value == .null ? nil : value
    }

    private func excerpt(_ value: JSONValue) -> String {
        let text = Excerpt.text(value)
        return Excerpt.pair(text, text).baseline
    }

    private func compareLifecycle(into changes: inout APIChanges) {
        let before = Lifecycle(of: old.object)
        let after = Lifecycle(of: new.object)
        switch (before.isDeprecated, after.isDeprecated) {
        case (true, false):
            add("request-parameter-reactivated", .info, "is no longer deprecated", into: &changes)
        case (false, true): reportDeprecated(after.sunset, into: &changes)
        case (true, true), (false, false): break
        }
        guard after.isDeprecated, before.sunset != after.sunset else { return }
        reportSunset(before.sunset, after.sunset, into: &changes)
    }

    private func reportDeprecated(_ sunset: Lifecycle.Sunset, into changes: inout APIChanges) {
        switch sunset {
        case .unstated: add("request-parameter-deprecated", .info, "is deprecated", into: &changes)
        case .unreadable(let text):
            add(
                "request-parameter-sunset-parse", .error,
                "is deprecated, and its 'x-sunset' is no date: '\(text)'", into: &changes)
        case .on(let day) where day < today:
            add(
                "request-parameter-sunset-date-too-small", .error,
                "is deprecated with a sunset in the past: \(day)", into: &changes)
        case .on(let day):
            add(
                "request-parameter-deprecated", .info, "is deprecated, its sunset is on \(day)",
                into: &changes)
        }
    }

    private func reportSunset(
        _ before: Lifecycle.Sunset, _ after: Lifecycle.Sunset, into changes: inout APIChanges
    ) {
        switch (before, after) {
        case (.unstated, _): break
        case (_, .unstated):
            add(
                "request-parameter-sunset-deleted", .error, "is still deprecated and lost its sunset",
                into: &changes)
        case (_, .unreadable(let text)), (.unreadable(let text), _):
            add(
                "request-parameter-sunset-parse", .error, "has an 'x-sunset' that is no date: '\(text)'",
                into: &changes)
        case (.on(let was), .on(let became)):
            guard became < was, became < today else { break }
            add(
                "request-parameter-sunset-date-changed-too-small", .error,
                "had its sunset moved from \(was) to \(became), which is past", into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: old.path, "the \(old.title) \(text)")
    }
}
