import ArgumentParser
import DecisionLog
import Orchestration

extension LogCommand {
    struct Sync: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sync",
            abstract: "Bring the log here and the one at its remote together, and append what waits.",
            discussion: """
                What comes is verified before it counts. Entries that are only here are pushed, never by force; those that the \
                remote has gone on without are appended again behind what is there, which takes the key that signed them.
                """)

        @Option(help: "Only this environment; else all that this clone or the remote has a log of.")
        var environment: String?

        @OptionGroup var options: SessionOptions

        func run() async throws {
            try await reporting {
                let hasKey = options.settings.keySetting != nil
                let session = try options.session(needsKey: hasKey, interrupts: nil)
                var failed: (any Error)?
                for name in try await session.logsToSync(environment) {
                    do {
                        let synced = try await session.syncLog(of: name)
                        Terminal.result("\(synced)\n")
                        for loss in synced.losses { Terminal.message("log: warning: \(loss)") }
                    } catch {
                        if failed != nil { Terminal.message("\(error)") }
                        failed = failed ?? error
                    }
                    if let waiting = session.waiting(of: name) { Terminal.message(waiting) }
                }
                if let failed { throw failed }
            }
        }
    }
}
