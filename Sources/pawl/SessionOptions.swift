import ArgumentParser
import DecisionLog
import GateModel
import Glibc
import Judging
import Measuring
import Orchestration
import Processes

/// Where the repository is, who signs, and whom the log may be signed by. Flags win over variables over files.
struct SessionOptions: ParsableArguments {
    @Option(name: [.customShort("C"), .long], help: "A directory of the repository.")
    var repository = "."

    @Option(
        help:
            "The signing key, an unencrypted OpenSSH ed25519 file. Else PAWL_KEY_FILE, PAWL_KEY (its content), ~/.config/pawl/pawl-key."
    )
    var key: String?

    @Option(
        help:
            "Keys the log may be signed by, an OpenSSH allowed-signers file. Else PAWL_TRUST, ~/.config/pawl/allowed_signers (never in CI)."
    )
    var trust: String?

    /// - Parameters:
    ///   - goesBack: whether it is for a rollback, which key and trust files that others can change do not hold up.
    ///   - insists: that rollback goes on even without a key or a trust file, and says so: then it records nothing.
    /// - Throws: what is missing or unsafe, with the way to mend it; nothing is written.
    func session(
        needsKey: Bool, interrupts: Interrupts?, goesBack: Bool = false, insists: Bool = false
    ) throws -> CommandContext {
        let caller = CallerEnvironment(Variables.all)
        let tolerate: ((GuardedFileError) -> Void)? =
            goesBack
            ? {
                Terminal.message(
                    "\($0)\n  note: going back all the same; only its owner may change it from now on")
            }
            : nil
        let trust = try orElse(.nobody, insists) { try trustFile(tolerate: tolerate) }
        let key = needsKey ? try orElse(nil, insists) { try signingKey(tolerate: tolerate) } : nil
        return CommandContext(
            directory: repository, caller: caller, trust: trust, key: key,
            context: Decision.Context.here(),
            protectedPaths: SessionOptions.protectedPaths([trustSetting?.value, keySetting?.value]),
            protectedFiles: SessionOptions.files([trustSetting?.value, keySetting?.value]),
            // What goes back runs unconfined, and a word that is not understood is no reason to stay.
            bestIsolation: goesBack ? .strong(landlock: .max) : try SessionOptions.bestIsolation,
            cacheDirectory: SessionOptions.cacheDirectory,
            progress: ProgressPrinter().print,
            interrupts: { interrupts?.count ?? 0 })
    }

    private func orElse<Value>(
        _ nothing: Value, _ goesOn: Bool, _ read: () throws -> Value
    ) throws -> Value {
        do {
            return try read()
        } catch {
            guard goesOn else { throw error }
            Terminal.message("going back without a record of it:\n\(errorText(error))")
            return nothing
        }
    }

    /// Nil where nothing is named and nothing lies at the usual place; in CI that place does not count.
    var trustSetting: Setting? {
        let standard = SessionOptions.standardDirectory.map { "\($0)/allowed_signers" }
        return Setting(
            flag: ("--trust", trust), variable: "PAWL_TRUST",
            default: standard.flatMap { Variables["CI"] == nil && access($0, R_OK) == 0 ? $0 : nil })
    }

    /// A path; where the key itself stands in `PAWL_KEY`, that name. Nil as ``trustSetting`` is.
    var keySetting: Setting? {
        let standard = SessionOptions.standardDirectory.map { "\($0)/pawl-key" }
        let usual = standard.flatMap { access($0, R_OK) == 0 ? $0 : nil }
        if key == nil, Variables["PAWL_KEY_FILE"] == nil, Variables["PAWL_KEY"] != nil {
            return Setting(value: "the variable's content", source: "PAWL_KEY")
        }
        return Setting(flag: ("--key", key), variable: "PAWL_KEY_FILE", default: usual)
    }

    func trustFile(tolerate: ((GuardedFileError) -> Void)? = nil) throws -> TrustFile {
        guard let setting = trustSetting else {
            throw ConfigurationError.noTrust(inCI: Variables["CI"] != nil)
        }
        return try TrustFile(path: setting.value, keptOutOf: repository, tolerate: tolerate)
    }

    /// Read once, by a process whose memory no other may read.
    func signingKey(tolerate: ((GuardedFileError) -> Void)? = nil) throws -> SigningKey {
        try forbidMemoryDumps()
        guard let setting = keySetting else { throw OrchestrationError.keyMissing }
        if setting.source == "PAWL_KEY", let content = Variables["PAWL_KEY"] {
            return try loadKey(content: content, place: "PAWL_KEY")
        }
        return try loadKey(path: setting.value, keptOutOf: repository, tolerate: tolerate)
    }

    /// `PAWL_CACHE` (`off`: none), else `pawl` in the account's cache directory.
    static var cacheDirectory: String? {
        if let named = Variables["PAWL_CACHE"] {
            if named == "off" || named.isEmpty { return nil }
            if named.hasPrefix("/") { return named }
            guard let current = getcwd(nil, 0) else { return nil }
            defer { free(current) }
            return "\(String(cString: current))/\(named)"
        }
        if let base = Variables["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/pawl" }
        return Variables["HOME"].map { $0 + "/.cache/pawl" }
    }

    /// What the judged code may never see of this account: what it is given here, homes, places for temporary files, and
    /// sockets of agents.
    static func protectedPaths(_ given: [String?]) -> [String] {
        let agent = Variables["SSH_AUTH_SOCK"].map { String($0[..<($0.lastIndex(of: "/") ?? $0.endIndex)]) }
        let account = getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }
        let all =
            files(given) + [
                Variables["HOME"], account, standardDirectory, Variables["TMPDIR"],
                Variables["XDG_RUNTIME_DIR"], agent,
                "/var/run", "/run",
            ]
        return all.compactMap { $0 }.filter { $0.hasPrefix("/") }
    }

    /// Of these paths, as absolute ones, those that name something.
    static func files(_ paths: [String?]) -> [String] { paths.compactMap { $0 }.compactMap(realPath) }

    /// `PAWL_ISOLATION`, such as `weak 3`: to see what a machine would show that offers no more. What it was is in every decision.
    ///
    /// - Throws: ``ConfigurationError/unknownIsolation(_:)``; a word that is not understood never means another form.
    static var bestIsolation: Isolation {
        get throws(ConfigurationError) {
            guard let wanted = Variables["PAWL_ISOLATION"] else { return .strong(landlock: .max) }
            guard let form = Isolation(wanted: wanted) else { throw .unknownIsolation(wanted) }
            return form
        }
    }

    /// `~/.config/pawl`, where `pawl key new` writes unless told otherwise.
    static var standardDirectory: String? {
        if let base = Variables["XDG_CONFIG_HOME"] { return base + "/pawl" }
        return Variables["HOME"].map { $0 + "/.config/pawl" }
    }
}

/// What is not set up.
enum ConfigurationError: Error, CustomStringConvertible {
    case noTrust(inCI: Bool)
    case noHome
    case unknownIsolation(String)

    var description: String {
        switch self {
        case .noTrust(let inCI):
            """
            trust: error: nothing says whose signatures the log may carry
              hint: \(inCI ? "in CI name the file with --trust or PAWL_TRUST" : "'pawl key new' writes such a file; or name one with --trust or PAWL_TRUST")
            """
        case .noHome:
            """
            key: error: HOME is not set, so there is no place for a key
              hint: name a directory with --directory
            """
        case .unknownIsolation(let wanted):
            """
            PAWL_ISOLATION: error: unknown form of isolation '\(wanted)'
              hint: 'strong', 'weak' or 'none'; the first two also with a version of Landlock, such as 'weak 3'
            """
        }
    }
}
