/// How one revision of a command line tool is built; its operations are the commands that are run.
package struct Tool: Hashable, Sendable {
    package let build: DeclaredCommand?
    /// Names of the caller's variables that pass to the build and to the operations.
    package let environment: [String]
    /// The same, with values that are masked wherever Pawl prints or records.
    package let secrets: [String]

    package init(build: DeclaredCommand?, environment: [String], secrets: [String]) {
        self.build = build
        self.environment = environment
        self.secrets = secrets
    }
}
