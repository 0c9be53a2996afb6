import GateModel
import Measuring
import Processes

/// A copy of one revision's built files in a directory of its own, where a check may leave whatever it wants.
///
/// The files themselves are watched, and later stages run in them.
struct CheckPlace {
    let subject: Subject
    private let baseline: Subject
    private let directory: TemporaryDirectory

    init(for subject: Subject, beside baseline: Subject) throws(MeasuringError) {
        self.subject = subject
        self.baseline = baseline
        do throws(FileError) {
            directory = try TemporaryDirectory(prefix: "pawl-check-")
            try copyTree(from: subject.checkout, to: directory.path + "/checkout")
        } catch {
            if error.isCancellation { throw MeasuringError(.interrupted, "before the check") }
            throw MeasuringError(
                .notEvaluated, "copy of the \(subject.side.rawValue)'s files for the check", cause: error)
        }
    }

    var checkout: String { directory.path + "/checkout" }
    /// Where the command may write one.
    var report: String { directory.path + "/report" }

    /// Confined as its side is; it reads the files of the baseline, and those that the copy was made of, since a build may have written
    /// their path into them.
    ///
    /// - Parameter limit: Above zero.
    func command(_ settings: Stage.Check, caller: CallerEnvironment, within limit: Duration) -> Command {
        var variables = caller.variables(
            home: subject.home, naming: settings.environment + settings.secrets)
        variables["PAWL_BASELINE"] = baseline.checkout
        variables["PAWL_CHECKOUT"] = checkout
        variables["PAWL_OUT"] = report
        variables["PAWL_REVISION"] = subject.revision.commit.hex
        // By which a later Pawl knows what this one has left running, should it be killed.
        variables[ProcessOwner.variable] = ProcessOwner.current?.text
        return Command(
            settings.run.line, directory: checkout, environment: variables,
            timeout: limit,
            sandbox: subject.confinement.sandbox(
                reading: [baseline.checkout, subject.checkout], writing: [directory.path, subject.home]),
            masks: subject.masks + caller.values(of: settings.secrets))
    }

    /// Nil where it is gone; else why it is not.
    func remove() -> String? {
        do throws(FileError) {
            try directory.remove()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
