import GateModel
import Testing

@testable import Pipelines

@Suite struct SandboxReaderTests {
    private func pipeline(_ lines: String) throws(PipelineErrors) -> Pipeline {
        try parsePipeline(
            """
            pawl: 1
            name: a
            environment: staging
            service: { start: ./run, ready: GET /health }
            operations: { read: GET /items }
            \(lines)
            stages: [ compat: {} ]

            """, path: "pipelines/a.yaml"
        ).pipeline
    }

    private func problem(_ lines: String) -> String? {
        do throws(PipelineErrors) {
            _ = try pipeline(lines)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func openingsAreReadAsTheyStand() throws {
        let read = try pipeline(
            """
            sandbox:
              { read: [/srv/models, ~/.rustup], write: [var/log, /srv/out], sockets: [/run/db], ports: [9090], cache: [~/.npm, target] }
            """
        )
        #expect(
            read.sandbox
                == SandboxOpenings(
                    read: ["/srv/models", "~/.rustup"], write: ["var/log", "/srv/out"], sockets: ["/run/db"],
                    ports: [9090], cache: ["~/.npm", "target"]))
        #expect(!read.requiresIsolation)
    }

    @Test func nothingIsOpenedByItself() throws {
        let read = try pipeline("isolation: required")
        #expect(read.sandbox == .none)
        #expect(read.requiresIsolation)
    }

    @Test(
        "what cannot be opened is refused where it stands",
        arguments: [
            ("sandbox: { read: [models] }", "'models' is not a path that can be opened"),
            ("sandbox: { read: [/] }", "'/' is not a path that can be opened"),
            ("sandbox: { read: [~/] }", "'~/' is not a path that can be opened"),
            ("sandbox: { write: [/srv/../etc] }", "'/srv/../etc' is not a path that can be opened"),
            ("sandbox: { write: [../other] }", "'../other' is not a path inside the repository"),
            ("sandbox: { sockets: [/tmp] }", "'/tmp' is shared by everybody, and is not opened"),
            ("sandbox: { ports: [0] }", "expected a whole number from 1 to 65535, found 0"),
            (
                "sandbox: { read: [/dev/kvm] }",
                "'/dev/kvm' is not opened: every command has a '/dev' of its own"
            ),
            (
                "sandbox: { write: [/proc/sys] }",
                "'/proc/sys' is not opened: every command has a '/proc' of its own"
            ),
            ("sandbox: { cache: [/srv/cache] }", "'/srv/cache' is not a place for a cache"),
            ("sandbox: { cache: [~/] }", "'~/' is not a place for a cache"),
            ("sandbox: { cache: [~ada/.npm] }", "'~ada/.npm' is not a place for a cache"),
            ("sandbox: { cache: [~/../ada] }", "'~/../ada' is not a place for a cache"),
            ("sandbox: { cache: [../target] }", "'../target' is not a path inside the repository"),
            ("sandbox: { cache: [~/.cache, ~/.cache/pip] }", "'~/.cache/pip' and '~/.cache' overlap"),
            ("sandbox: { cache: [target/debug, target] }", "'target' and 'target/debug' overlap"),
            ("sandbox: { net: [all] }", "unknown key 'net' in 'sandbox'"),
            ("isolation: none", "expected 'preferred' or 'required', found 'none'"),
        ])
    func refused(line: String, message: String) {
        #expect(problem(line)?.contains(message) == true, "\(problem(line) ?? "accepted")")
    }

    @Test func onlyWhatTheDeployedRevisionHasTooIsCommon() {
        let own = SandboxOpenings(
            read: ["/a", "/b"], write: ["/c"], sockets: ["/d"], ports: [1, 2], cache: ["~/e", "f"])
        let deployed = SandboxOpenings(read: ["/a"], write: ["/b"], ports: [2], cache: ["f"])
        #expect(own.common(with: deployed) == SandboxOpenings(read: ["/a", "/b"], ports: [2], cache: ["f"]))
        #expect(own.common(with: .none) == .none)
    }
}
