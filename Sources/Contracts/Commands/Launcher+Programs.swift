/// What is known of single launchers, by their manuals.
extension Launcher {
    private static func wrapper(
        _ arguments: Int = 0, valued: Set<String> = [], flags: Set<String> = [], hiding: Set<String> = []
    ) -> Launcher {
        Launcher(kind: .wrapper(arguments: arguments), valued: valued, flags: flags, hiding: hiding)
    }

    static let wrappers: [String: Launcher] = [
        "exec": wrapper(valued: ["-a"]),
        "command": wrapper(hiding: ["-v", "-V"]),
        "builtin": wrapper(), "nohup": wrapper(), "unbuffer": wrapper(), "fakeroot": wrapper(),
        "catchsegv": wrapper(),
        "dumb-init": wrapper(), "tini": wrapper(), "linux32": wrapper(), "linux64": wrapper(),
        "caffeinate": wrapper(),
        "dbus-run-session": wrapper(),
        "env": wrapper(
            valued: ["-u", "--unset", "-C", "--chdir", "-a", "--argv0"],
            flags: ["--ignore-environment", "--debug"],
            hiding: ["-S", "--split-string"]),
        "setsid": wrapper(flags: ["--ctty", "--fork", "--wait"]),
        "time": wrapper(
            valued: ["-f", "--format", "-o", "--output"],
            flags: ["--append", "--portability", "--verbose", "--quiet"]),
        "timeout": wrapper(
            1, valued: ["-k", "--kill-after", "-s", "--signal"],
            flags: ["--foreground", "--preserve-status", "--verbose"]),
        "nice": wrapper(valued: ["-n", "--adjustment"]),
        "ionice": wrapper(
            valued: ["-c", "--class", "-n", "--classdata"], flags: ["--ignore"],
            hiding: ["-p", "--pid", "-P", "--pgid", "-u", "--uid"]),
        "chrt": wrapper(
            1, valued: ["-T", "-P", "-D"],
            flags: ["--fifo", "--rr", "--batch", "--idle", "--other", "--reset-on-fork"],
            hiding: ["-p", "--pid"]),
        "taskset": wrapper(1, flags: ["--cpu-list"], hiding: ["-p", "--pid"]),
        "stdbuf": wrapper(valued: ["-i", "--input", "-o", "--output", "-e", "--error"]),
        "numactl": wrapper(valued: ["-C", "-N", "-m", "-i", "-P"], flags: ["--localalloc", "--all"]),
        "prlimit": wrapper(hiding: ["-p", "--pid"]),
        "flock": wrapper(
            1, valued: ["-w", "--timeout", "-E", "--conflict-exit-code"],
            flags: ["--shared", "--exclusive", "--nonblock", "--no-fork", "--close", "--verbose"]),
        "chroot": wrapper(1), "faketime": wrapper(1), "envdir": wrapper(1),
        "sudo": wrapper(
            valued: [
                "-u", "--user", "-g", "--group", "-U", "-h", "--host", "-p", "--prompt", "-C", "-T", "-D",
                "--chdir",
            ],
            flags: ["--preserve-env", "--non-interactive", "--set-home", "--stdin", "--reset-timestamp"],
            hiding: ["-s", "--shell", "-i", "--login", "-l", "--list", "-e", "--edit"]),
        "doas": wrapper(valued: ["-u", "-C"], hiding: ["-s", "-L"]),
        "runuser": wrapper(
            valued: ["-u", "--user", "-g", "-G"], hiding: ["-c", "--command", "-l", "-", "-s"]),
        "strace": wrapper(
            valued: ["-o", "-e", "-s", "-u", "-E", "-P", "-a", "-b", "-I", "-O", "-S", "-X"],
            flags: ["--follow-forks", "--output-separately", "--summary-only"], hiding: ["-p", "--attach"]),
        "ltrace": wrapper(
            valued: ["-o", "-e", "-s", "-u", "-l", "-n", "-a", "-D", "-F", "-x"], hiding: ["-p"]),
        "valgrind": wrapper(),
        "xvfb-run": wrapper(valued: ["-n", "-s", "-f", "-e", "-p", "-w"], flags: ["--auto-servernum"]),
        "systemd-run": wrapper(
            valued: [
                "-p", "--property", "-u", "--unit", "-E", "--setenv", "--slice", "-d", "--uid", "--gid",
            ],
            flags: ["--user", "--scope", "--pty", "--pipe", "--wait", "--quiet", "--collect", "--same-dir"]),
        "perf stat": wrapper(
            valued: ["-e", "-o", "-r", "-x", "-I"], flags: ["--all-cpus"], hiding: ["-p", "-t"]),
        "perf record": wrapper(valued: ["-e", "-o", "-F", "-c"], hiding: ["-p", "-t"]),
    ]

    static let interpreters: [String: Launcher] = {
        let shell = Launcher(
            kind: .script, valued: ["-o", "-O", "--rcfile", "--init-file"], hiding: ["-s"], lines: ["-c"],
            isLenient: true)
        let python = Launcher(
            kind: .script, valued: ["-W", "-X", "-Q", "--check-hash-based-pycs"], naming: ["-m"],
            hiding: ["-c"],
            isLenient: true)
        let node = Launcher(
            kind: .script,
            valued: [
                "-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions",
                "--title",
                "--inspect-port", "--env-file", "--input-type", "--disable-warning",
            ],
            hiding: ["-e", "--eval", "-p", "--print", "-pe", "-i"], isLenient: true)
        return [
            "sh": shell, "bash": shell, "dash": shell, "zsh": shell, "ksh": shell, "ash": shell,
            "mksh": shell,
            "python": python, "pypy": python, "node": node, "nodejs": node, "tsx": node, "ts-node": node,
            "ruby": Launcher(
                kind: .script, valued: ["-I", "-r", "-C", "-E", "--encoding"], naming: ["-S"], hiding: ["-e"],
                isLenient: true),
            "perl": Launcher(kind: .script, valued: ["-I", "-M", "-m", "-x"], hiding: ["-e", "-E"]),
            "php": Launcher(
                kind: .script, valued: ["-d", "-c", "-z"], naming: ["-f", "--file"],
                hiding: ["-r", "--run", "-S", "-B"],
                isLenient: true),
            "java": Launcher(
                kind: .script,
                valued: [
                    "-cp", "-classpath", "--class-path", "-p", "--module-path", "--upgrade-module-path",
                    "--add-modules",
                    "--add-opens", "--add-exports", "--add-reads", "--enable-native-access", "--source",
                ],
                naming: ["-jar", "-m", "--module"], isLenient: true, hasLongShorts: true),
            "scala": Launcher(
                kind: .script, valued: ["-cp", "-classpath"], hiding: ["-e"], isLenient: true,
                hasLongShorts: true),
            "kotlin": Launcher(
                kind: .script, valued: ["-cp", "-classpath"], hiding: ["-e"], isLenient: true,
                hasLongShorts: true),
            "lua": Launcher(kind: .script, valued: ["-l"], hiding: ["-e"]),
            "luajit": Launcher(kind: .script, valued: ["-l", "-j"], hiding: ["-e"]),
            "Rscript": Launcher(kind: .script, valued: [], hiding: ["-e"], isLenient: true),
            "tclsh": Launcher(kind: .script), "escript": Launcher(kind: .script),
            "elixir": Launcher(
                kind: .script, valued: ["-r", "-pa", "-pz", "-S"], hiding: ["-e"], isLenient: true),
            "busybox": Launcher(kind: .applet), "toybox": Launcher(kind: .applet),
        ]
    }()

    static let runners: [String: Launcher] = {
        let uv = Launcher(
            kind: .wrapper(arguments: 0),
            valued: [
                "--with", "--with-requirements", "--with-editable", "--python", "-p", "--extra", "--group",
                "--no-group",
                "--only-group", "--project", "--directory", "--package", "--env-file", "--index",
                "--index-url",
                "--default-index", "-i", "--from", "--cache-dir", "--config-file", "--no-extra",
            ],
            flags: [
                "--frozen", "--locked", "--no-sync", "--isolated", "--offline", "--quiet", "--verbose",
                "--no-project",
                "--all-extras", "--no-dev", "--dev", "--active", "--exact", "--no-env-file", "--no-cache",
                "--no-config",
                "--script", "--all-groups", "--no-editable", "--managed-python", "--no-progress",
            ],
            naming: ["-m", "--module"])
        let plain = Launcher(kind: .wrapper(arguments: 0), flags: ["--quiet", "--no-interaction"])
        let node = Launcher(
            kind: .wrapper(arguments: 0), valued: ["-p", "--package", "-w", "--workspace"],
            flags: ["--yes", "--no", "--no-install", "--quiet", "--silent", "--bun"],
            hiding: ["-c", "--call"])
        let conda = Launcher(
            kind: .wrapper(arguments: 0), valued: ["-n", "--name", "-p", "--prefix", "--cwd"],
            flags: ["--no-capture-output", "--live-stream", "--quiet"])
        let task = Launcher(
            kind: .task, valued: ["-w", "--workspace", "--prefix", "-C", "--filter"],
            flags: ["--silent", "--if-present", "--quiet"])
        return [
            "uv run": uv, "uvx": uv, "uv tool run": uv, "poetry run": plain, "pdm run": plain,
            "rye run": plain,
            "pipenv run": plain, "hatch run": plain, "pixi run": plain,
            "pipx run": Launcher(
                kind: .wrapper(arguments: 0), valued: ["--spec", "--python", "--pip-args", "--index-url"],
                flags: ["--no-cache", "--verbose", "--quiet", "--system-site-packages"], hiding: ["--path"]),
            "conda run": conda, "mamba run": conda, "micromamba run": conda,
            "bundle exec": Launcher(kind: .wrapper(arguments: 0), flags: ["--keep-file-descriptors"]),
            "rbenv exec": plain, "pyenv exec": plain, "asdf exec": plain, "mise exec": plain,
            "rustup run": Launcher(kind: .wrapper(arguments: 1), flags: ["--install"]),
            "direnv exec": Launcher(kind: .wrapper(arguments: 1)),
            "npx": node, "bunx": node, "npm exec": node, "npm x": node, "pnpm exec": node, "pnpm dlx": node,
            "yarn exec": node, "yarn dlx": node, "bun x": node,
            "npm run": task, "npm run-script": task,
            "deno run": Launcher(
                kind: .script, valued: ["-c", "--config", "--import-map", "--env-file"], isLenient: true),
            "bun run": Launcher(kind: .script, isLenient: true),
            "go run": Launcher(
                kind: .sources(ending: ".go"), name: "go run",
                valued: [
                    "-C", "-p", "-tags", "-ldflags", "-gcflags", "-asmflags", "-mod", "-modfile", "-exec",
                    "-overlay",
                ],
                isLenient: true, hasLongShorts: true),
            "cargo run": project(
                "cargo run",
                valued: [
                    "-p", "--package", "--bin", "--example", "-F", "--features", "--target", "--profile",
                    "--manifest-path",
                    "--target-dir", "-j", "--jobs", "--color", "--config", "-Z", "--message-format",
                ],
                flags: [
                    "--release", "--quiet", "--verbose", "--locked", "--offline", "--frozen",
                    "--all-features",
                    "--no-default-features", "--keep-going", "--ignore-rust-version",
                ]),
            "dotnet run": project(
                "dotnet run",
                valued: [
                    "--project", "-p", "-f", "--framework", "-c", "--configuration", "-r", "--runtime", "-a",
                    "--arch",
                    "--os", "-v", "--verbosity", "--launch-profile", "-lp",
                ],
                flags: ["--no-build", "--no-restore", "--no-launch-profile", "--self-contained", "--force"]),
            "dotnet exec": Launcher(
                kind: .script, valued: ["--depsfile", "--runtimeconfig"], isLenient: true),
            "dotnet tool run": Launcher(kind: .script),
            "swift run": Launcher(
                kind: .script,
                valued: [
                    "--package-path", "--scratch-path", "--build-path", "-c", "--configuration", "--product",
                    "--triple",
                    "-Xswiftc", "-Xcc", "-Xlinker", "-j", "--jobs", "--sanitize", "--traits",
                    "-debug-info-format",
                ],
                flags: ["--skip-build", "--quiet", "--verbose", "--disable-sandbox", "--skip-update"],
                hiding: ["--repl", "--debugger"]),
            "zig run": Launcher(kind: .task, isLenient: true),
            "bazel run": Launcher(kind: .task, isLenient: true),
        ]
    }()

    private static func project(_ name: String, valued: Set<String>, flags: Set<String>) -> Launcher {
        Launcher(kind: .project, name: name, valued: valued, flags: flags)
    }

    /// What these run is written in files, on the line, or runs on another machine.
    static let hiding: [String: Launcher] = {
        let names = [
            "xargs", "parallel", "ssh", "su", "eval", "watch", "script", "expect", "gdb", "lldb", "make",
            "gmake", "ninja",
            "just", "task", "tox", "nox", "ant", "mvn", "gradle", "gradlew", "mvnw", "rake", "bwrap",
            "firejail", "proot",
            "unshare", "nsenter", "docker run", "docker exec", "docker compose", "podman run", "podman exec",
            "kubectl exec", "kubectl run", "heroku run", "nix run", "nix develop", "nix shell", "nix-shell",
            "devbox run",
            "npm start", "npm test", "yarn run", "yarn start", "pnpm run",
        ]
        return Dictionary(uniqueKeysWithValues: names.map { ($0, Launcher(kind: .hidden, isLenient: true)) })
    }()
}
