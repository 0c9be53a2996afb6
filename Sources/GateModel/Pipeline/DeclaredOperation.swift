/// One thing that the subject is asked to do, under a name that rules and reports use.
package struct DeclaredOperation: Hashable, Sendable {
    package let name: String
    package let action: Action
    /// How often it is drawn beside the others where operations are mixed; 1 unless declared.
    package let weight: Int
    package let position: FilePosition

    package init(name: String, action: Action, weight: Int, position: FilePosition) {
        self.name = name
        self.action = action
        self.weight = weight
        self.position = position
    }

    /// An operation of a service.
    package init(
        name: String, request: RequestTemplate, expect: Expectation, then: RequestTemplate?,
        promises: Promises = [], weight: Int, position: FilePosition
    ) {
        let exchange = Exchange(request: request, expect: expect, then: then, promises: promises)
        self.init(name: name, action: .exchange(exchange), weight: weight, position: position)
    }

    package enum Action: Hashable, Sendable {
        case exchange(Exchange)
        case run(Run)
    }

    /// Nil for an operation of a tool.
    package var exchange: Exchange? {
        if case .exchange(let exchange) = action { exchange } else { nil }
    }

    /// Nil for an operation of a service.
    package var run: Run? {
        if case .run(let run) = action { run } else { nil }
    }

    /// The same write sent a second time, where the operation promises that this changes nothing: another operation, with
    /// answers of its own. Nil where nothing is promised. No declared name has a slash.
    package var repeated: DeclaredOperation? {
        guard exchange?.promises.contains(.idempotent) == true else { return nil }
        return DeclaredOperation(name: name + "/repeat", action: action, weight: weight, position: position)
    }

    /// Whether a report says how long it took, and how often it was run.
    package var isReported: Bool { run?.report != nil }

    /// Whether it asks and changes nothing; of a command nobody knows.
    package var isRead: Bool {
        exchange.map { $0.request.isRead && $0.then?.isRead ?? true } ?? false
    }

    /// A request to a service, and what belongs to it.
    package struct Exchange: Hashable, Sendable {
        package let request: RequestTemplate
        /// What a success looks like; anything else is a failed operation.
        package let expect: Expectation
        /// A read that belongs to the operation and follows its answer: `{response.id}` is a member of that answer.
        package let then: RequestTemplate?
        package let promises: Promises

        package init(
            request: RequestTemplate, expect: Expectation, then: RequestTemplate?, promises: Promises = []
        ) {
            self.request = request
            self.expect = expect
            self.then = then
            self.promises = promises
        }
    }

    /// What a service promises of an operation beside what its answers show.
    package struct Promises: OptionSet, Hashable, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// Sent a second time, a write leaves behind what it left the first time.
        package static let idempotent = Promises(rawValue: 1)
        /// The order of what comes in lists means something, in every run.
        package static let ordered = Promises(rawValue: 2)
    }

    /// A command that is run to its end, in the checkout of the revision.
    package struct Run: Hashable, Sendable {
        package let command: DeclaredCommand
        /// As written; nothing is filled in.
        package let standardInput: String
        /// The exit status of a success.
        package let status: Int
        /// Where the command measures by itself; nil: its own run is what is measured.
        package let report: Report?

        package init(
            command: DeclaredCommand, standardInput: String, status: Int, report: Report? = nil
        ) {
            self.command = command
            self.standardInput = standardInput
            self.status = status
            self.report = report
        }

        /// Whether one run of a command serves both.
        package func isSameCommand(as other: Run) -> Bool {
            command == other.command && standardInput == other.standardInput && status == other.status
                && report?.format == other.report?.format
        }
    }

    /// What the operation is in the report that its command writes to PAWL_OUT.
    package struct Report: Hashable, Sendable {
        package let format: ReportFormat
        /// Nil: the only one that the report has.
        package let benchmark: String?

        package init(format: ReportFormat, benchmark: String?) {
            self.format = format
            self.benchmark = benchmark
        }
    }

    package enum Expectation: Hashable, Sendable {
        case success
        case status(Int)

        package func accepts(_ status: Int) -> Bool {
            switch self {
            case .success: (200..<300).contains(status)
            case .status(let expected): status == expected
            }
        }
    }
}
