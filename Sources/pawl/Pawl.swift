import ArgumentParser
import GateModel
import Glibc

@main
struct Pawl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pawl",
        abstract: "Gate a deployment on measured evidence, and roll it back when it goes wrong.",
        discussion: """
            A pipeline file in the repository (pipelines/NAME.yaml) says what a revision has to show. 'pawl gate'
            measures it against the revision that runs now, decides, records the decision in a signed log, deploys
            and, if need be, rolls back.

            Exit codes: 0 approved · 10 blocked · 11 rolled back and verified · 12 rollback failed, page someone ·
            13 inconclusive, which blocks too · 14 the log does not verify · 15 the demo went otherwise · 64 usage · 65 bad input ·
            69 unreachable · 70 internal · 75 another run is in progress · 78 configuration · 130 143 interrupted
            """,
        version: Pawl.versionText,
        subcommands: [
            StatusCommand.self, GateCommand.self, PlanCommand.self, RollbackCommand.self, LogCommand.self,
            BaselineCommand.self,
            JudgeCommand.self, ContractCommand.self, LoadCommand.self, DoctorCommand.self, CacheCommand.self,
            KeyCommand.self,
            DemoCommand.self,
            VersionCommand.self,
        ])

    /// Takes the secrets out of the environment, then runs what the command line says.
    static func main() async {
        // A program without it does not know its own arguments, and would do what nobody asked for.
        guard access("/proc/self/cmdline", R_OK) == 0 else {
            Terminal.message(
                """
                /proc: error: it is not mounted here, and arguments and processes are read from it
                  hint: mount it ('mount -t proc proc /proc'), or start the container with it
                """)
            Glibc.exit(ExitCode.notConfigured.rawValue)
        }
        do {
            try Variables.takeSecrets()
        } catch {
            Terminal.message(errorText(error))
            Glibc.exit(ExitCode.internal.rawValue)
        }
        do {
            var command = try await asyncParseAsRoot(nil)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            // Help, versions and completions are Pawl's own words; an error repeats words of the command line.
            guard !code.isSuccess else { exit(withError: error) }
            let text = fullMessage(for: error)
            if !text.isEmpty { Terminal.message(text) }
            Glibc.exit(code.rawValue)
        }
    }

    static let versionNumber = "0.1.0"
    static var versionText: String { "pawl \(versionNumber)" }
}
