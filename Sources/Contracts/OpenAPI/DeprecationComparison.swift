import GateModel

/// How an operation's deprecation changed.
struct DeprecationComparison {
    private let pair: OperationPair
    private let old: Lifecycle
    private let new: Lifecycle
    private let today: CalendarDate

    init(_ pair: OperationPair, today: CalendarDate) {
        self.pair = pair
        old = Lifecycle(of: pair.old.object)
        new = Lifecycle(of: pair.new.object)
        self.today = today
    }

    func compare(into changes: inout APIChanges) {
        switch (old.isDeprecated, new.isDeprecated) {
        case (false, true): reportDeprecated(into: &changes)
        case (true, false):
            add(
                "endpoint-reactivated", .info, "deprecated", "the operation is no longer deprecated",
                into: &changes)
        case (true, true), (false, false): break
        }
        guard new.isDeprecated, old.sunset != new.sunset else { return }
        reportSunset(into: &changes)
    }

    private func reportDeprecated(into changes: inout APIChanges) {
        switch new.sunset {
        case .unstated:
            add("endpoint-deprecated", .info, "deprecated", "the operation is deprecated", into: &changes)
        case .unreadable(let text):
            add(
                "api-deprecated-sunset-parse", .error, "x-sunset",
                "the operation is deprecated, and its 'x-sunset' is no date: '\(text)'", into: &changes)
        case .on(let day) where day < today:
            add(
                "api-sunset-date-too-small", .error, "x-sunset",
                "the operation is deprecated with a sunset in the past: \(day)", into: &changes)
        case .on(let day):
            add(
                "endpoint-deprecated-with-sunset", .info, "x-sunset",
                "the operation is deprecated, its sunset is on \(day)", into: &changes)
        }
    }

    /// The sunset of an operation that is deprecated now.
    private func reportSunset(into changes: inout APIChanges) {
        switch (old.sunset, new.sunset) {
        case (.unstated, _): break
        case (_, .unstated):
            add(
                "sunset-deleted", .error, "x-sunset", "the deprecated operation lost its sunset",
                into: &changes)
        case (_, .unreadable(let text)), (.unreadable(let text), _):
            add(
                "api-path-sunset-parse", .error, "x-sunset", "'x-sunset' is no date: '\(text)'",
                into: &changes)
        case (.on(let before), .on(let after)):
            guard after < before, after < today else { break }
            add(
                "api-sunset-date-changed-too-small", .error, "x-sunset",
                "the sunset was moved from \(before) to \(after), which is past", into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ path: String, _ text: String, into changes: inout APIChanges
    ) {
        changes.add(id, level, operation: pair.name, path: path, text)
    }
}
