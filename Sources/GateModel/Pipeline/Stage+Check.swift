extension Stage {
    /// A command of the baseline that is run in the files of both revisions: a lint or test suite that people have.
    package struct Check: Hashable, Sendable {
        package let run: DeclaredCommand
        /// What it writes to PAWL_OUT; nil: only its exit status counts.
        package let report: Report?
        package let environment: [String]
        package let secrets: [String]

        package init(
            run: DeclaredCommand, report: Report? = nil, environment: [String] = [], secrets: [String] = []
        ) {
            self.run = run
            self.report = report
            self.environment = environment
            self.secrets = secrets
        }

        package enum Report: String, Hashable, Sendable, CaseIterable {
            case junit
        }
    }
}
