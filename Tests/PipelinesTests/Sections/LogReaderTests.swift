import GateModel
import Testing

@testable import Pipelines

@Suite struct LogReaderTests {
    private func settings(_ line: String) throws(PipelineErrors) -> Pipeline.LogSettings? {
        try parsePipeline(
            """
            pawl: 1
            name: a
            environment: staging
            service: { start: ./run, ready: GET /health }
            operations: { read: GET /items }
            \(line)
            stages: [ compat: {} ]

            """, path: "pipelines/a.yaml"
        ).pipeline.log
    }

    private func problem(_ line: String) -> String {
        do throws(PipelineErrors) {
            return "read: \(try settings(line).map { $0.remote } ?? "nothing")"
        } catch {
            return "\(error)"
        }
    }

    @Test func aRemoteOrAnAddressIsReadAsItStands() throws {
        #expect(try settings("# nothing") == nil)
        #expect(try settings("log: { remote: origin }") == .init(remote: "origin", prefix: nil))
        #expect(try settings("log: { remote: none }") == .init(remote: "none", prefix: nil))
        #expect(
            try settings("log: { remote: up, ref: refs/heads/audit }")
                == .init(remote: "up", prefix: "refs/heads/audit"))
        for address in [
            "git@example.org:team/log.git", "https://example.org/log.git", "ssh://example.org/log",
        ] {
            #expect(try settings("log: { repository: '\(address)' }") == .init(remote: address, prefix: nil))
        }
    }

    @Test(
        "what is no place for a log is refused where it stands",
        arguments: [
            ("log: {}", "'log' needs either 'remote' or 'repository'"),
            ("log: { remote: a, repository: 'h:b' }", "'log' needs either 'remote' or 'repository'"),
            ("log: { remote: ../evil }", "'../evil' cannot be the name of a remote"),
            ("log: { remote: --upload-pack=x }", "'--upload-pack=x' cannot be the name of a remote"),
            // A push to a path runs the hooks that lie there.
            ("log: { repository: ./evil.git }", "'./evil.git' is no address of a repository elsewhere"),
            ("log: { repository: /tmp/evil.git }", "'/tmp/evil.git' is no address of a repository elsewhere"),
            ("log: { repository: 'file:///tmp/evil.git' }", "'file:///tmp/evil.git' is no address"),
            ("log: { repository: 'ext::sh -c evil' }", "is no address of a repository elsewhere"),
            ("log: { repository: './evil:x' }", "'./evil:x' is no address of a repository elsewhere"),
            ("log: { remote: o, ref: audit }", "'audit' is no place for a log's references"),
            ("log: { remote: o, ref: refs/heads/../x }", "is no place for a log's references"),
            ("log: { remote: o, ref: 'refs/heads/a:b' }", "is no place for a log's references"),
            ("log: { remote: o, branch: x }", "unknown key 'branch' in 'log'"),
        ])
    func bad(line: String, message: String) {
        #expect(problem(line).contains(message), "\(problem(line))")
    }
}
