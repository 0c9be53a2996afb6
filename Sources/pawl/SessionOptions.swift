import ArgumentParser
import Orchestration

/// Where the repository is, who signs, and whom the log may be signed by. Flags win over variables over files.
struct SessionOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .long], help: "A directory of the repository.")
    var repository = "."

    @Option(
        help:
            "The signing key: an unencrypted OpenSSH ed25519 file, or the .pub file of one in an ssh-agent. Else PAWL_KEY_FILE, PAWL_KEY (its content), ~/.config/pawl/pawl-key, the one key of the agent that is trusted."
    )
    var key: String?

    @Option(
        help:
            "Whose signatures count, and for what: a trust file (YAML), or an OpenSSH allowed-signers file. Else PAWL_TRUST (a path or the content), ~/.config/pawl/trust.yaml, ~/.config/pawl/allowed_signers (never these two in CI)."
    )
    var trust: String?

    @Option(
        help:
            "Where the log is shared: a remote's name, a URL or path, or 'none'. Else PAWL_LOG_REMOTE, the pipeline file's 'log', the remote that has it; with CI set the only one."
    )
    var logRemote: String?

    var settings: Settings {
        Settings(
            repository: repository, key: key, trust: trust, logRemote: logRemote, variables: Variables.all,
            progress: ProgressPrinter().print, warn: { Terminal.message($0) })
    }

    /// - Parameters:
    ///   - goesBack: whether it is for a rollback, which key and trust files that others can change do not hold up.
    ///   - insists: that rollback goes on even without a key or a trust file, and says so: then it records nothing.
    /// - Throws: what is missing or unsafe, with the way to mend it; nothing is written.
    func session(
        needsKey: Bool, interrupts: Interrupts?, goesBack: Bool = false, insists: Bool = false
    ) throws -> CommandContext {
        try settings.session(
            needsKey: needsKey, version: Pawl.versionNumber, goesBack: goesBack, insists: insists,
            interrupts: { interrupts?.count ?? 0 })
    }
}
