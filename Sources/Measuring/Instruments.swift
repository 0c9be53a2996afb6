import Processes

/// Where the commands run that look at a side: in the baseline's own files, with the baseline's own home, whichever side they
/// look at. So nothing that a candidate leaves in its home runs in them.
package struct Instruments: Sendable {
    let checkout: String
    let home: String
    private let confinement: SubjectConfinement

    package init(checkout: String, home: String, confinement: SubjectConfinement) {
        self.checkout = checkout
        self.home = home
        self.confinement = confinement
    }

    /// A command that looks at `states`, which it may open for writing, as databases in files are.
    ///
    /// - Parameter variables: All that it gets; only the home is the instruments' own.
    func command(
        _ line: Command.Line, _ variables: [String: String], states: [String], timeout: Duration,
        masks: [String]
    ) -> Command {
        Command(
            line, directory: checkout, environment: variables.merging(["HOME": home]) { _, own in own },
            timeout: timeout,
            sandbox: confinement.sandbox(reading: [checkout], writing: [home] + states), masks: masks)
    }
}
