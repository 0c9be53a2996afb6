import ArgumentParser
import DecisionLog
import Orchestration

extension LogCommand {
    struct Checkpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Print how far the log goes, signed: what a runner takes as PAWL_CHECKPOINT.",
            discussion: """
                A runner that remembers nothing refuses a log that does not reach it. The form is a C2SP tlog-checkpoint; keys \
                as verifiers of such notes take them are printed with --verifier.
                """)

        @Option(help: "The environment whose log it is.")
        var environment: String

        @Flag(help: "Print the signing key as a verifier of notes takes it, instead.")
        var verifier = false

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let trust = try options.settings.trustFile()
                let key = try options.settings.signingKey(trust: trust)
                let log = try options.log(environment)
                try log.checkTrusted(key)
                guard let checkpoint = try log.checkpoint() else {
                    Terminal.message(
                        """
                        log: error: there is no log of \(environment) here
                          hint: bring it with 'pawl log sync', or begin it with 'pawl log adopt'
                        """)
                    throw ExitCode.notConfigured
                }
                Terminal.result(
                    verifier ? "\(checkpoint.verifier(key))\n" : try checkpoint.signed(by: key).description)
            }
        }
    }
}
