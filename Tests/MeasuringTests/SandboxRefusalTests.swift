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

    private let closed = Sandbox(
        .strong(landlock: 7), readable: ["/usr", "/tmp/gate/checkout"], writable: [],
        hidden: [
            "/root", "/home", "/home/ada/work/shop/.git", "/home/ada/.cache/pawl", "/home/ada/trust/allowed",
            "/srv/keys/signing",
        ])

    @Test(
        "advises nobody to open keys, trust, logs, caches, homes as a whole, or what no pipeline file can open",
        arguments: [
            "/", "/srv", "/root", "/home", "/home/ada", "/home/ada/.ssh/id_ed25519", "/home/ada/.gnupg",
            "/home/ada/work/shop/.git", "/home/ada/work/shop/.git/config", "/srv/other/.git/HEAD",
            "/home/ada/work/shop", "/home/ada/.cache/pawl/build-1/kept", "/home/ada/.cache",
            "/home/ada/trust/allowed",
            "/srv/keys/signing", "/srv/keys", "/srv/tls/server.key", "/etc/ssl/private/a", "/etc/shadow",
            "/var/run/docker.sock", "/proc/1/environ", "/dev/kvm", "/tmp", "/home/ada/../bob/x",
            "/home/ada/.aws/credentials", "/srv/app/.env.production",
        ])
    func closed(path: String) {
        let refusals = sandboxRefusals(in: ["open: Permission denied: '\(path)'"], closed)
        #expect(refusals.allSatisfy { $0.opening == nil }, "\(refusals)")
    }

    @Test(
        "advises to open what is in a home, with what lies in it",
        arguments: [
            "/home/ada/models/large.bin", "/root/.rustup/toolchains", "/tmp/fixtures/a.json", "/srv/models",
        ])
    func inAHome(path: String) {
        let refusals = sandboxRefusals(in: ["open: Permission denied: '\(path)'"], closed)
        #expect(refusals.map(\.opening) == ["sandbox: { read: [\(path)] }"])
    }

    @Test("says that something has to stay closed")
    func staysClosed() {
        #expect(
            sandboxRefusal(in: ["Permission denied: '/root/.ssh/id_rsa'"], closed)
                == "; '/root/.ssh/id_rsa' is not open in the sandbox, and has to stay so")
    }

    @Test("names a directory of the revision's files as the pipeline file does")
    func inCheckout() {
        let line = { (name: String) in
            "OSError: [Errno 30] Read-only file system: '/tmp/gate/checkout/\(name)'"
        }
        #expect(
            sandboxRefusal(in: [line("var/log/a.log")], closed)
                == "; '/tmp/gate/checkout/var/log/a.log' is not open in the sandbox, 'sandbox: { write: [var/log] }' would open it"
        )
        #expect(
            sandboxRefusal(in: [line("a.db")], closed)
                == "; '/tmp/gate/checkout/a.db' is not open in the sandbox: a revision's files stay as they are, "
                + "PAWL_STATE and HOME are for writing")
    }

    @Test("says nothing where nothing is confined")
    func unconfined() {
        #expect(sandboxRefusal(in: ["Permission denied: '/srv/x'"], nil) == nil)
    }
}
