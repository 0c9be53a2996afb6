import Processes
import Testing

@testable import Measuring

@Suite struct SandboxRefusalTests {
    private let sandbox = Sandbox(
        .strong(landlock: 7), readable: ["/usr", "/etc"], writable: ["/tmp/own/state"], hidden: ["/root"])

    @Test(
        "names the path and the line that opens it",
        arguments: [
            (
                "PermissionError: [Errno 13] Permission denied: '/srv/models/a.bin'",
                "'/srv/models/a.bin' is not open in the sandbox, 'sandbox: { read: [/srv/models/a.bin] }' would open it"
            ),
            (
                "OSError: [Errno 30] Read-only file system: '/var/cache/app.db'",
                "'/var/cache/app.db' is not open in the sandbox, 'sandbox: { write: [/var/cache/app.db] }' would open it"
            ),
            (
                "/bin/sh: 1: cannot create /srv/x: Read-only file system",
                "'/srv/x' is not open in the sandbox, 'sandbox: { write: [/srv/x] }' would open it"
            ),
            (
                "nginx: [emerg] open() \"/etc/nginx/x.log\" failed (13: Permission denied)",
                "'/etc/nginx/x.log' is not open in the sandbox, 'sandbox: { write: [/etc/nginx/x.log] }' would open it"
            ),
        ])
    func named(line: String, words: String) {
        #expect(sandboxRefusal(in: ["starting\n\(line)\n"], sandbox) == "; " + words)
    }

    @Test(
        "says nothing of other failures",
        arguments: [
            "./build: Permission denied",
            "python3: can't open file '/no/such/place': No such file or directory",
            "cat: /etc/no-such-file: No such file or directory", "listening on /srv",
        ])
    func silent(line: String) {
        #expect(sandboxRefusal(in: [line], sandbox) == nil)
    }

    @Test("says nothing where nothing is confined")
    func unconfined() {
        #expect(sandboxRefusal(in: ["Permission denied: '/srv/x'"], nil) == nil)
    }
}
