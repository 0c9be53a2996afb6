import DecisionLog
package import GateModel
import Git
import Glibc
import Processes

/// Looks at what a gate needs before it can begin: programs, repository, key, trust, logs.
package struct SetupCheckup {
    private let settings: Settings

    package init(_ settings: Settings) { self.settings = settings }

    /// Returns whether every log that could be read holds.
    package func check(_ checkup: inout Checkup) async -> Bool {
        checkShepherd(&checkup)
        await checkGit(&checkup)
        let hasRepository = checkRepository(&checkup)
        let trust = checkTrust(&checkup)
        checkKey(trust, &checkup)
        checkCache(&checkup)
        await checkIsolation(&checkup)
        checkControlGroups(&checkup)
        guard hasRepository, let trust else { return true }
        return checkLogs(trust, &checkup)
    }

    private func checkShepherd(_ checkup: inout Checkup) {
        do throws(ProcessError) {
            let named = settings.variable("PAWL_SHEPHERD") == nil ? "beside pawl" : "from PAWL_SHEPHERD"
            checkup.add("shepherd", .good, "\(try shepherdPath()) (\(named))")
        } catch {
            checkup.add("shepherd", .missing, error: "\(error)")
        }
    }

    private func checkIsolation(_ checkup: inout Checkup) async {
        do {
            let best = try settings.bestIsolation
            let offered = try await offeredIsolation(atMost: best)
            guard let gap = offered.gap else {
                checkup.add("isolation", .good, "\(offered): what is judged sees its own files only")
                return
            }
            let refused = try await isolationObstacles(atMost: best)
            let why = refused.isEmpty ? "" : "\nrefused here: \(refused.joined(separator: "; "))"
            checkup.add(
                "isolation", .weak, "\(offered): of what is judged, \(gap)\(why)",
                hint: strongerIsolation(than: offered, refused))
        } catch {
            checkup.add("isolation", .missing, error: "\(error)")
        }
    }

    /// What would give a stronger form.
    private func strongerIsolation(than offered: Isolation, _ refused: [String]) -> String {
        if refused.contains(where: { $0.contains(": seccomp: ") }) {
            return "let processes of this container or service set filters of system calls (seccomp)"
        }
        if refused.isEmpty, let wanted = settings.variable("PAWL_ISOLATION") {
            return "PAWL_ISOLATION is '\(wanted)': without it, the best form that works here is taken"
        }
        return offered.isSufficient
            ? "allow user namespaces to this account, or run as root"
            : "allow user namespaces to this account, run as root, or use Linux 6.12 or newer"
    }

    private func checkControlGroups(_ checkup: inout Checkup) {
        let places = ControlGroupPlaces.current
        let missing = ControlGroupPlaces.Use.allCases.filter { !places.uses.contains($0) }
        guard !missing.isEmpty else {
            return checkup.add(
                "control groups", .good, "\(places): what is judged has limits, and ends as a whole")
        }
        let open = missing.map { use in
            switch use {
            case .kill: "a fork bomb is killed one by one"
            case .pids: "processes are limited for each user, and not for root"
            case .memory: "memory is not limited"
            }
        }.joined(separator: "; ")
        checkup.add(
            "control groups", .weak, "\(places.uses.isEmpty ? "none" : "\(places)"): \(open)",
            hint:
                "delegate version 2 with 'pids' and 'memory' (systemd: Delegate=yes), or run as root where it is mounted"
        )
    }

    /// Commits and trees are read by libgit2; the program is for people, and for remotes.
    private func checkGit(_ checkup: inout Checkup) async {
        let library = "libgit2 \(Library.version)"
        do throws(ProcessError) {
            let result = try await run(
                Command(
                    .direct(["git", "--version"]), directory: "/",
                    environment: ["PATH": settings.variable("PATH") ?? "/usr/bin:/bin"], timeout: .seconds(10)
                ))
            guard result.end == .exited(0) else {
                checkup.add("git", .weak, "\(library); 'git --version' ended with \(result.end)")
                return
            }
            checkup.add("git", .good, "\(library), \(result.output.text.prefix { $0 != "\n" })")
        } catch {
            checkup.add(
                "git", .weak, "\(library); the program 'git' could not be run",
                hint: "install git for looking by hand")
        }
    }

    private func checkRepository(_ checkup: inout Checkup) -> Bool {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: settings.repository)
            let source = settings.repository == "." ? "from here" : "from --repository"
            checkup.add("repository", .good, "\(repository.gitDirectory) (\(source))")
            return true
        } catch {
            checkup.add("repository", .missing, error: "\(error)")
            return false
        }
    }

    private func checkTrust(_ checkup: inout Checkup) -> TrustFile? {
        do {
            let trust = try settings.trustFile()
            let setting = settings.trustSetting
            checkup.add("trust", .good, "\(setting?.value ?? "") (from \(setting?.source ?? "nowhere"))")
            return trust
        } catch {
            checkup.add("trust", .missing, error: "\(error)")
            return nil
        }
    }

    private func checkKey(_ trust: TrustFile?, _ checkup: inout Checkup) {
        do {
            let key = try settings.signingKey(trust: trust)
            let named = settings.keySetting.map { "\($0.value) (from \($0.source))" }
            let agent = key.isInAgent ? "\(key.publicKey.fingerprint) of the ssh-agent" : nil
            let setting = [named, agent].compactMap { $0 }.joined(separator: ", ")
            guard let trust else {
                checkup.add("key", .good, setting)
                return
            }
            let signer = try trust.signer(with: key.publicKey, at: Int64(time(nil)))
            checkup.add("key", .good, "\(setting), and it is trusted\(signer.limits)")
        } catch let refusal as TrustRefusal {
            checkup.add("key", .missing, error: "\(LogError.refused(refusal))")
        } catch {
            checkup.add("key", .missing, error: "\(error)")
        }
    }

    private func checkCache(_ checkup: inout Checkup) {
        guard let directory = settings.cacheDirectory else {
            checkup.add(
                "cache", .weak, "none: every gate builds and seeds anew",
                hint: "PAWL_CACHE names a directory for what was built")
            return
        }
        let source = settings.variable("PAWL_CACHE") == nil ? "default" : "PAWL_CACHE"
        checkup.add("cache", .good, "\(directory) (from \(source))")
    }

    private func checkLogs(_ trust: TrustFile, _ checkup: inout Checkup) -> Bool {
        var holds = true
        do {
            let known = try KnownEnvironments(inRepositoryOf: settings.repository, trust: trust)
            if known.names.isEmpty {
                checkup.add(
                    "log", .missing, "this repository has no decision log, so nothing is known to run",
                    hint:
                        "fetch it from where it is kept; or begin one: pawl log adopt COMMIT --pipeline NAME, where COMMIT is what runs"
                )
            }
            for problem in known.problems { checkup.add("log", .missing, error: "\(problem)") }
            holds = known.problems.isEmpty
            for name in known.names where !check(logOf: name, trust, &checkup) { holds = false }
            for name in known.missing where !known.names.isEmpty {
                checkup.add(
                    "log of \(name)", .missing, "'\(trust.path)' names it, and it is not here",
                    hint: "fetch it from where it is kept, or begin it with 'pawl log adopt'")
            }
        } catch {
            checkup.add("log", .missing, error: "\(error)")
        }
        return holds
    }

    /// Whether it holds; one that cannot be read does not, and hides no other.
    private func check(logOf name: String, _ trust: TrustFile, _ checkup: inout Checkup) -> Bool {
        do {
            let log = try DecisionLog(repository: settings.repository, environment: name, trust: trust)
            let found = try log.verify(remembers: false)
            check(found, "log of \(name)", &checkup)
            return found.holds
        } catch {
            checkup.add("log of \(name)", .missing, error: "\(error)")
            return false
        }
    }

    private func check(_ found: LogVerification, _ topic: String, _ checkup: inout Checkup) {
        if let broken = found.brokenEntry {
            checkup.add(topic, .missing, error: "\(broken)")
            return
        }
        if let problem = found.evidenceProblem {
            checkup.add(topic, .missing, error: "\(problem)")
            return
        }
        for entry in found.ahead {
            checkup.add(
                topic, .weak, "\(entry)", hint: "compare this machine's clock with that of the entry's signer"
            )
        }
        let altered = found.evidence.filter { $0.state == .altered }.map { "\($0.index)" }
        guard altered.isEmpty else {
            checkup.add(
                topic, .missing, "the evidence of entry \(altered.joined(separator: ", ")) was altered",
                hint: "another clone may have it as it was recorded")
            return
        }
        let pruned = found.evidence.count { $0.state == .pruned }
        let evidence = pruned == 0 ? "" : ", the evidence of \(pruned) pruned"
        checkup.add(
            topic, .good, "\(found.size) \(found.size == 1 ? "entry" : "entries") verified\(evidence)")
    }
}

extension TrustedKey {
    /// What it may sign, where that is not everything: ` to sign approve, block in staging`.
    fileprivate var limits: String {
        var limits = ""
        if case .only(let kinds) = kinds {
            limits += " to sign \(kinds.map(\.rawValue).joined(separator: ", "))"
        }
        if case .only(let names) = environments { limits += " in \(names.joined(separator: ", "))" }
        return limits
    }
}
