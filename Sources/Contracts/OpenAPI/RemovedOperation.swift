import GateModel

/// An operation that the new document no longer has: allowed once it was deprecated and its sunset has come.
struct RemovedOperation {
    private let operation: APIOperation
    private let today: CalendarDate
    private let isWithItsPath: Bool

    init(_ operation: APIOperation, today: CalendarDate, withItsPath: Bool) {
        self.operation = operation
        self.today = today
        isWithItsPath = withItsPath
    }

    func report(into changes: inout APIChanges) {
        let lifecycle = Lifecycle(of: operation.object)
        guard let level = lifecycle.stability.level else {
            InvalidStability.report(lifecycle.stability, of: operation, into: &changes)
            return
        }
        guard level.isPromise else {
            return add("api-unstable-removed", .info, "is gone, and was not stable", into: &changes)
        }
        let prefix = isWithItsPath ? "api-path-removed" : "api-removed"
        guard lifecycle.isDeprecated else {
            add("\(prefix)-without-deprecation", .error, "is gone and was not deprecated", into: &changes)
            return
        }
        switch lifecycle.sunset {
        case .unstated:
            add("\(prefix)-with-deprecation", .info, "is gone after its deprecation", into: &changes)
        case .unreadable(let text):
            add(
                "api-path-sunset-parse", .error, "is gone, and its 'x-sunset' is no date: '\(text)'",
                into: &changes)
        case .on(let day) where today < day:
            add(
                "\(prefix)-before-sunset", .error, "is gone before its sunset on \(day)", into: &changes)
        case .on(let day):
            add("\(prefix)-after-sunset", .info, "is gone after its sunset on \(day)", into: &changes)
        }
    }

    private func add(
        _ id: String, _ level: APIChange.Level, _ text: String, into changes: inout APIChanges
    ) {
        let subject = isWithItsPath ? "the operation, with its path," : "the operation"
        changes.add(id, level, operation: operation.description, path: "", "\(subject) \(text)")
    }
}

/// An `x-stability-level` that is none of draft, alpha, beta, stable.
enum InvalidStability {
    static func report(
        _ stability: Lifecycle.Stability, of operation: APIOperation, into changes: inout APIChanges
    ) {
        guard case .unreadable(let text) = stability else { return }
        changes.add(
            "api-invalid-stability-level", .error, operation: operation.description,
            path: "x-stability-level",
            "the stability level '\(text)' is none of draft, alpha, beta and stable")
    }
}
