import ArgumentParser
import DecisionLog
import Orchestration

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Keys that sign decisions.", subcommands: [New.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new",
            abstract: "Make an ed25519 key, and a file that says it may sign.")

        @Option(
            help: "Where to write pawl-key, pawl-key.pub and allowed_signers; outside of every work tree.")
        var directory: String?

        @Option(help: "Who signs with it, as verification will name them.")
        var principal = "pawl"

        func run() async throws {
            try await reporting {
                let settings = Settings(repository: ".", variables: Variables.all) { _ in
                } warn: { _ in
                }
                guard let directory = directory ?? settings.standardDirectory else {
                    throw ConfigurationError.noHome
                }
                let created = try createKey(in: directory, principal: principal)
                Terminal.result(
                    """
                    key      \(created.keyPath)
                    public   \(created.publicKeyPath)
                    signers  \(created.allowedSignersPath)
                    print    \(created.fingerprint)
                    """)
            }
        }
    }
}
