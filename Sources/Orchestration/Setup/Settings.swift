package import DecisionLog
package import GateModel
import Glibc
import Measuring
package import Processes
import Stages

/// What a command was told: by flags and by variables, before anything is read. Flags win over variables over usual places.
package struct Settings: Sendable {
    /// A directory of the repository.
    package let repository: String
    /// As the flag says.
    private let key: String?
    private let trust: String?
    private let logRemote: String?
    /// Those that this process was started with.
    package let variables: [String: String]
    package let progress: @Sendable (Progress) -> Void
    /// Hears of what a rollback passes over.
    let warn: @Sendable (String) -> Void

    package init(
        repository: String, key: String? = nil, trust: String? = nil, logRemote: String? = nil,
        variables: [String: String],
        progress: @escaping @Sendable (Progress) -> Void,
        warn: @escaping @Sendable (String) -> Void
    ) {
        self.repository = repository
        self.key = key
        self.trust = trust
        self.logRemote = logRemote
        self.variables = variables
        self.progress = progress
        self.warn = warn
    }

    /// Nil also where it is empty.
    package func variable(_ name: String) -> String? {
        guard let value = variables[name], !value.isEmpty else { return nil }
        return value
    }

    /// How far a log has to go at least, for a runner that remembers none: `PAWL_CHECKPOINT`, a signed checkpoint or the file that has
    /// one; nil where none is set.
    ///
    /// - Throws: ``ConfigurationError/badCheckpoint(reason:)`` also for one that nobody signed whom the trust file allows.
    package func leastCheckpoint(trust: TrustFile) throws -> Checkpoint? {
        guard let given = variable("PAWL_CHECKPOINT") else { return nil }
        do {
            let bytes = given.contains("\n") ? Array(given.utf8) : try smallFile(given, limit: 64 << 10)
            return try Checkpoint(parsing: bytes, trustedBy: trust.keys(at: Int64(time(nil))))
        } catch let problem as CheckpointProblem {
            throw ConfigurationError.badCheckpoint(reason: problem.reason)
        } catch {
            throw ConfigurationError.badCheckpoint(reason: "\(error)")
        }
    }

    /// Where the log is shared; nil where nobody says.
    package var logWish: LogSharing.Wish? {
        (logRemote ?? variable("PAWL_LOG_REMOTE")).map { named in
            // A path of this machine, from wherever git looks at it, in one spelling.
            .init(remote: named.contains("/") && !named.contains(":") ? realPath(named) ?? named : named)
        }
    }

    /// A path; where the trust file itself stands in `PAWL_TRUST`, that name. Nil where nothing is named and nothing lies at
    /// the usual places; in CI those do not count.
    package var trustSetting: Setting? {
        if trust == nil, trustContent != nil {
            return Setting(value: "the variable's content", source: "PAWL_TRUST")
        }
        let usual = ["trust.yaml", "allowed_signers"].compactMap { name in
            standardDirectory.map { "\($0)/\(name)" }
        }
        return Setting(
            flag: ("--trust", trust), variable: ("PAWL_TRUST", variable("PAWL_TRUST")),
            default: variable("CI") == nil ? usual.first { access($0, R_OK) == 0 } : nil)
    }

    /// What `PAWL_TRUST` holds where that is no path: several lines, one that begins a YAML trust file, or a signer's.
    private var trustContent: String? {  // nil: it is a path, or not set
        guard let value = variable("PAWL_TRUST") else { return nil }
        let words = value.split(whereSeparator: \.isWhitespace)
        let isContent =
            value.contains(where: \.isNewline) || value.hasPrefix("pawl-trust:")
            || words.dropFirst().contains { $0 == "ssh-ed25519" }
        return isContent ? value : nil
    }

    /// A path; where the key itself stands in `PAWL_KEY`, that name. Nil as ``trustSetting`` is.
    package var keySetting: Setting? {
        let standard = standardDirectory.map { "\($0)/pawl-key" }
        let usual = standard.flatMap { access($0, R_OK) == 0 ? $0 : nil }
        if key == nil, variable("PAWL_KEY_FILE") == nil, variable("PAWL_KEY") != nil {
            return Setting(value: "the variable's content", source: "PAWL_KEY")
        }
        return Setting(
            flag: ("--key", key), variable: ("PAWL_KEY_FILE", variable("PAWL_KEY_FILE")), default: usual)
    }

    package func trustFile(tolerate: ((GuardedFileError) -> Void)? = nil) throws -> TrustFile {
        guard let setting = trustSetting else {
            throw ConfigurationError.noTrust(inCI: variable("CI") != nil)
        }
        if setting.source == "PAWL_TRUST", let content = trustContent {
            return try TrustFile(content: content, place: "PAWL_TRUST")
        }
        return try TrustFile(path: setting.value, keptOutOf: repository, tolerate: tolerate)
    }

    /// Read once, by a process whose memory no other may read. Where no key is named and none lies at the usual place, the one
    /// key of the ssh-agent that the trust file allows.
    package func signingKey(
        trust: TrustFile?, tolerate: ((GuardedFileError) -> Void)? = nil
    ) throws -> SigningKey {
        try forbidMemoryDumps()
        let agent = variable("SSH_AUTH_SOCK").map { SSHAgent(path: $0) }
        guard let setting = keySetting else {
            guard let agent, let trust, let key = try agent.key(trustedBy: trust, at: Int64(time(nil)))
            else { throw OrchestrationError.keyMissing }
            return key
        }
        if setting.source == "PAWL_KEY", let content = variable("PAWL_KEY") {
            return try loadKey(content: content, place: "PAWL_KEY")
        }
        return try loadKey(
            path: setting.value, keptOutOf: repository, agent: agent, tolerate: tolerate)
    }

    /// `PAWL_CACHE` (`off`: none), else `pawl` in the account's cache directory.
    package var cacheDirectory: String? {
        if let named = variable("PAWL_CACHE") {
            if named == "off" || named.isEmpty { return nil }
            if named.hasPrefix("/") { return named }
            guard let current = getcwd(nil, 0) else { return nil }
            defer { free(current) }
            return "\(String(cString: current))/\(named)"
        }
        if let base = variable("XDG_CACHE_HOME"), base.hasPrefix("/") { return base + "/pawl" }
        return variable("HOME").map { $0 + "/.cache/pawl" }
    }

    /// How many bytes may be kept there: `PAWL_CACHE_SIZE`, such as `10GiB`.
    ///
    /// - Throws: ``ConfigurationError/notASize(_:of:)``.
    package func cacheSize() throws(ConfigurationError) -> Int64 {
        guard let wanted = variable("PAWL_CACHE_SIZE") else { return ContentCache.usualSize }
        return try bytes(wanted, of: "PAWL_CACHE_SIZE")
    }

    /// What the judged code may never see of this account: what it is given here, homes, places for temporary files, and
    /// sockets of agents.
    package func protectedPaths(_ given: [String?]) -> [String] {
        let agent = variable("SSH_AUTH_SOCK").map { String($0[..<($0.lastIndex(of: "/") ?? $0.endIndex)]) }
        let account = getpwuid(getuid()).map { String(cString: $0.pointee.pw_dir) }
        let all =
            files(given) + [
                variable("HOME"), account, standardDirectory, variable("TMPDIR"),
                variable("XDG_RUNTIME_DIR"), agent,
                "/var/run", "/run",
            ]
        return all.compactMap { $0 }.filter { $0.hasPrefix("/") }
    }

    /// Of these paths, as absolute ones, those that name something.
    package func files(_ paths: [String?]) -> [String] { paths.compactMap { $0 }.compactMap(realPath) }

    /// `PAWL_ISOLATION`, such as `weak 3`: to see what a machine would show that offers no more. What it was is in every decision.
    ///
    /// - Throws: ``ConfigurationError/unknownIsolation(_:)``; a word that is not understood never means another form.
    package var bestIsolation: Isolation {
        get throws(ConfigurationError) {
            guard let wanted = variable("PAWL_ISOLATION") else { return .strong(landlock: .max) }
            guard let form = Isolation(wanted: wanted) else { throw .unknownIsolation(wanted) }
            return form
        }
    }

    /// `~/.config/pawl`, where `pawl key new` writes unless told otherwise.
    package var standardDirectory: String? {
        if let base = variable("XDG_CONFIG_HOME") { return base + "/pawl" }
        return variable("HOME").map { $0 + "/.config/pawl" }
    }
}

/// An amount of memory as people write it: `500MB`, `10GiB`, `0B`.
///
/// - Parameter place: Where it stands, for the message.
/// - Throws: ``ConfigurationError/notASize(_:of:)``.
package func bytes(_ text: String, of place: String) throws(ConfigurationError) -> Int64 {
    let units: [(String, Int64)] = [
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40), ("KB", 1000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ]
    guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
        let number = Int64(text.dropLast(unit.count)), number >= 0
    else { throw .notASize(text, of: place) }
    let (product, overflows) = number.multipliedReportingOverflow(by: factor)
    guard !overflows else { throw .notASize(text, of: place) }
    return product
}
