/// One pipeline file as understood: every name in it is known, every limit has its unit.
package struct Pipeline: Hashable, Sendable {
    package let name: String
    package let environment: String
    /// False with `enforce: no`: a gate then only says what it would have decided.
    package let enforces: Bool
    /// `pipelines/membership.yaml`, relative to the repository.
    package let path: String
    package let subject: DeclaredSubject
    /// In the file's order, so that draws do not depend on a dictionary's.
    package let values: [NamedValues]
    package let operations: [DeclaredOperation]
    /// Built-in metrics first, then the declared ones.
    package let metrics: [Metric]
    /// The stages that measure both revisions, in the file's order, which is the order they run in.
    package let measuring: [Stage]
    /// Nil where the pipeline deploys nothing.
    package let deployment: Deployment?
    /// Also of a pipeline that deploys nothing itself, for `pawl rollback`.
    package let rollback: Rollback?
    /// False with `ancestry: noted`: a candidate that does not descend from what runs may be deployed all the same.
    package let requiresDescent: Bool
    /// For all stages before the deploy together; nil: as long as they take.
    package let budget: Duration?
    /// What the file opens; in force is what the deployed revision's file opens too.
    package let sandbox: SandboxOpenings
    /// Whether nothing may be judged on a machine that cannot confine it.
    package let requiresIsolation: Bool
    /// Where the decision log is shared; nil where the file does not say.
    package let log: LogSettings?

    /// - Parameter stages: In the file's order; a `deploy` among them needs the `rollback`.
    package init(
        name: String, environment: String, enforces: Bool = true, path: String, subject: DeclaredSubject,
        values: [NamedValues],
        operations: [DeclaredOperation], metrics: [Metric], stages: [Stage], rollback: Rollback?,
        requiresDescent: Bool = true,
        budget: Duration? = nil,
        sandbox: SandboxOpenings = .none, requiresIsolation: Bool = false,
        log: LogSettings? = nil
    ) {
        self.name = name
        self.environment = environment
        self.enforces = enforces
        self.path = path
        self.subject = subject
        self.values = values
        self.operations = operations
        self.metrics = metrics
        measuring = stages.filter(\.kind.measures)
        deployment = Deployment(stages, rollback: rollback)
        self.rollback = rollback
        self.requiresDescent = requiresDescent
        self.budget = budget
        self.sandbox = sandbox
        self.requiresIsolation = requiresIsolation
        self.log = log
    }

    /// `log: { remote: origin, ref: refs/heads/audit }`
    package struct LogSettings: Hashable, Sendable {
        /// A remote's name, or with `repository:` a URL or path; `none`: it stays where it is made.
        package let remote: String
        /// What stands before the environment's name at the remote; nil: as in the repository.
        package let prefix: String?

        package init(remote: String, prefix: String?) {
            self.remote = remote
            self.prefix = prefix
        }
    }

    package struct NamedValues: Hashable, Sendable {
        package let name: String
        package let values: InputValues

        package init(name: String, values: InputValues) {
            self.name = name
            self.values = values
        }

        /// The variable by which a command gets the value that was drawn: `PAWL_VALUE_TERM` for `term`.
        package var variable: String { Self.variable(of: name) }

        package static func variable(of name: String) -> String {
            "PAWL_VALUE_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
        }
    }

    package struct Rollback: Hashable, Sendable {
        /// The directory of the scripts in the repository: `rollback/membership`.
        package let scripts: String
        /// Prints the commit that runs now; from the baseline's tree.
        package let deployed: DeclaredCommand?
        package let within: Duration
        package let position: FilePosition

        package init(scripts: String, deployed: DeclaredCommand?, within: Duration, position: FilePosition) {
            self.scripts = scripts
            self.deployed = deployed
            self.within = within
            self.position = position
        }
    }

    package func operation(_ name: String) -> DeclaredOperation? { operations.first { $0.name == name } }

    /// In the order they run in.
    package var stages: [Stage] { measuring + (deployment?.stages ?? []) }
    package func stage(_ name: StageName) -> Stage? { stages.first { $0.name == name } }
}
