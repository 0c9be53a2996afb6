import Foundation
import GateModel
import Glibc
import Testing

@testable import DecisionLog

/// A real ssh-agent on a socket of its own, which ends with this value.
private final class RunningAgent {
    static let isInstalled = ["ssh-agent", "ssh-add"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: "/usr/bin/" + $0)
    }

    /// Short, since the name of a socket may have 107 bytes at most.
    private let folder = "/tmp/pawl-agent-\(UInt32.random(in: 0...UInt32.max))"
    private let process = Process()
    var agent: SSHAgent { SSHAgent(path: folder + "/socket") }

    init() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        process.executableURL = URL(filePath: "/usr/bin/ssh-agent")
        process.arguments = ["-D", "-a", agent.path]
        process.environment = ["PATH": "/usr/bin:/bin", "SSH_ASKPASS": "/bin/false"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while process.isRunning, !FileManager.default.fileExists(atPath: agent.path) {
            try await Task.sleep(for: .milliseconds(5))
        }
        try #require(process.isRunning)
    }

    deinit {
        // It was started with whatever signals this thread blocks, so it may never hear of SIGTERM.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        do { try FileManager.default.removeItem(atPath: folder) } catch { Issue.record(error) }
    }

    /// Returns the path of the key's public part.
    @discardableResult
    func add(_ key: Ed25519PrivateKey, _ options: String...) throws -> String {
        let path = "\(folder)/key-\(UInt32.random(in: 0...UInt32.max))"
        try Data(OpenSSHPrivateKey(key: key, comment: "c").armoured().utf8).write(to: URL(filePath: path))
        chmod(path, 0o600)
        try Data("\(SSHPublicKey(key: key.publicKey, comment: "c").line)\n".utf8).write(
            to: URL(filePath: path + ".pub"))
        _ = try run("env", ["SSH_AUTH_SOCK=\(agent.path)", "ssh-add", "-q"] + options + [path], in: folder)
        try FileManager.default.removeItem(atPath: path)
        return path + ".pub"
    }

    /// A key of another type.
    func addRSA() throws {
        _ = try run("ssh-keygen", ["-q", "-t", "rsa", "-N", "", "-f", folder + "/rsa"], in: folder)
        _ = try run("env", ["SSH_AUTH_SOCK=\(agent.path)", "ssh-add", "-q", folder + "/rsa"], in: folder)
    }
}

@Suite(.enabled(if: RunningAgent.isInstalled, "no /usr/bin/ssh-agent"))
struct SSHAgentInteropTests {
    @Test func aKeyInAnAgentSignsWhatItsFileWould() async throws {
        let running = try await RunningAgent()
        let inFile = try testPrivateKey(1)
        let path = try running.add(inFile)
        let key = try loadKey(path: path, agent: running.agent)
        #expect(key.isInAgent)
        #expect(try key.sign([1, 2, 3]) == inFile.sign([1, 2, 3]))
        // An entry may have 65,535 bytes, and all of it goes to the agent.
        let large = [UInt8](repeating: 7, count: 100_000)
        #expect(try key.sign(large) == inFile.sign(large))
        let secret = try key.derivedSecret(for: "a")
        #expect(secret.count == 32)
        #expect(try key.derivedSecret(for: "a") == secret)
        #expect(try key.derivedSecret(for: "b") != secret)
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("socket"))
    }

    @Test func entriesThatItSignsAreWhatGitAccepts() async throws {
        let directory = try LogDirectory()
        let running = try await RunningAgent()
        try running.add(directory.privateKey())
        try running.addRSA()
        let trust = try directory.trust()
        let key = try #require(try running.agent.key(trustedBy: trust, at: testContext.time))
        for kind in [Decision.Kind.adopted, .approve] {
            _ = try directory.log().append(directory.decision(kind), evidence: nil, key: key) { _ in }
        }
        let verification = try directory.log().verify()
        #expect(verification.size == 2 && verification.holds)
        let answer = try directory.git(
            "-c", "gpg.ssh.allowedSignersFile=\(directory.trustPath)", "verify-commit", "pawl/log/staging")
        #expect(answer.hasPrefix("Good \"git\" signature for anna@example.org with ED25519 key SHA256:"))
    }

    @Test func theOneTrustedKeyIsTakenAndOfSeveralNone() async throws {
        let running = try await RunningAgent()
        let keys = try (1...3).map { try testPrivateKey($0) }
        for key in keys { try running.add(key) }
        func trust(_ numbers: UInt8...) throws -> TrustFile {
            let lines = try numbers.map { "p\($0) \(try testKeyLine($0))\n" }.joined()
            return try TrustFile(content: lines, place: "PAWL_TRUST")
        }
        #expect(try running.agent.key(trustedBy: trust(2), at: 0)?.publicKey == keys[1].publicKey)
        #expect(try running.agent.key(trustedBy: trust(9), at: 0) == nil)
        let prints = keys[1...].map(\.publicKey.fingerprint).joined(separator: ", ")
        #expect(
            try errorText { _ = try running.agent.key(trustedBy: trust(2, 3), at: 0) } == """
                agent: error: the ssh-agent at '\(running.agent.path)' has 2 keys that the trust file allows: \(prints)
                  hint: name the one that signs by its '.pub' file: --key FILE.pub or PAWL_KEY_FILE
                """)
    }

    @Test func aKeyThatItDoesNotHaveOrWillNotUseIsSaid() async throws {
        let running = try await RunningAgent()
        let (there, other) = (try testPrivateKey(1), try testPrivateKey(2).publicKey)
        // Somebody has to agree, and nobody is there to ask.
        let path = try running.add(there, "-c")
        #expect(
            try errorText { _ = try running.agent.key(other) } == """
                agent: error: the ssh-agent at '\(running.agent.path)' does not have the key \(other.fingerprint)
                  hint: add it with 'ssh-add FILE'; 'ssh-add -l' lists what is there
                """)
        let key = try loadKey(path: path, agent: running.agent)
        #expect(
            try errorText { _ = try key.sign([1]) } == """
                agent: error: the ssh-agent at '\(running.agent.path)' refused to sign with the key \
                \(there.publicKey.fingerprint)
                  hint: agree where the agent asks, and unlock it with 'ssh-add -X' if it is locked
                """)
        #expect(
            try errorText { _ = try loadKey(path: path) } == """
                key: error: '\(path)' is a public key, and SSH_AUTH_SOCK names no ssh-agent that has the private one
                  hint: start an agent with 'eval "$(ssh-agent)"' and add the key with 'ssh-add FILE', or name the \
                private key's file
                """)
    }

    @Test func anAgentThatIsGoneAppendsNothing() async throws {
        let directory = try LogDirectory()
        try directory.append(.adopted)
        var running: RunningAgent? = try await RunningAgent()
        try running?.add(directory.privateKey())
        let key = try #require(try running?.agent.key(directory.key.publicKey))
        let path = try #require(running?.agent.path)
        running = nil
        #expect(
            try errorText {
                _ = try directory.log().append(directory.decision(), evidence: nil, key: key) { _ in }
            } == """
                agent: error: no ssh-agent answers at '\(path)': No such file or directory
                  hint: start it with 'eval "$(ssh-agent)"' and add the key with 'ssh-add FILE', or name a key file with \
                --key or PAWL_KEY_FILE
                """)
        #expect(try directory.log().open().size == 1)
    }
}

/// What answers at the socket may be anything.
@Suite struct SSHAgentReplyTests {
    /// Takes connections one after the other, and answers each with the same bytes; nil: never.
    private final class Impostor {
        let path = "/tmp/pawl-impostor-\(UInt32.random(in: 0...UInt32.max))"
        private let listener: Int32

        init(_ reply: [UInt8]?) throws {
            let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            listener = server
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, size) }
            }
            try #require(bound == 0 && listen(server, 8) == 0)
            guard let reply else { return }
            Thread {
                while true {
                    let connection = accept(server, nil, nil)
                    guard connection >= 0 else { return }
                    var request = [UInt8](repeating: 0, count: 4096)
                    _ = recv(connection, &request, request.count, 0)
                    _ = send(connection, reply, reply.count, Int32(MSG_NOSIGNAL))
                    close(connection)
                }
            }.start()
        }

        deinit {
            shutdown(listener, Int32(SHUT_RDWR))
            close(listener)
            unlink(path)
        }

        var agent: SSHAgent { SSHAgent(path: path, listing: .seconds(60), signing: .seconds(60)) }
    }

    @Test(
        "a list that is none is refused",
        arguments: [
            [], [0, 0, 0], [0, 0, 0, 0], [0, 4, 0, 1, 12], [255, 255, 255, 255, 12], [0, 0, 0, 1, 5],
            [0, 0, 0, 1, 12], [0, 0, 0, 5, 12, 255, 255, 255, 255], [0, 0, 0, 5, 12, 0, 0, 0, 1],
            [0, 0, 0, 6, 12, 0, 0, 0, 0, 0], [0, 0, 0, 13, 12, 0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 0],
            [0, 0, 0, 5, 12, 0, 0],
        ] as [[UInt8]])
    func list(reply: [UInt8]) throws {
        let impostor = try Impostor(reply)
        let error = #expect(throws: SSHAgentError.self) { try impostor.agent.keys() }
        switch error?.problem {
        case .malformed?, .gone(reason: "it closed the connection")?,
            .gone(reason: "Connection reset by peer")?:
            break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test(
        "a signature that is none is refused",
        arguments: [
            ([0, 0, 0, 1, 5], false), ([0, 0, 0, 1, 14], true), ([0, 0, 0, 5, 14, 0, 0, 0, 0], true),
            ([0, 0, 0, 2, 14, 0], true),
        ] as [([UInt8], Bool)])
    func signature(reply: [UInt8], isMalformed: Bool) throws {
        let impostor = try Impostor(reply)
        let key = try testKey(1).publicKey
        let error = #expect(throws: SSHAgentError.self) { try impostor.agent.sign([1], with: key) }
        #expect(error?.problem == (isMalformed ? .malformed : .refused(key)))
    }

    @Test func aSignatureOfAnotherKeyOrTextIsRefused() throws {
        let key = try testPrivateKey(1)
        for signature in [try testPrivateKey(2).sign([1]), key.sign([2]), []] {
            let blob = SSHWire.string(SSHWire.string("ssh-ed25519") + SSHWire.string(signature))
            let impostor = try Impostor(SSHWire.string([14] + blob))
            let error = #expect(throws: SSHAgentError.self) {
                try impostor.agent.sign([1], with: key.publicKey)
            }
            #expect(error?.problem == .wrongSignature(key.publicKey))
        }
    }

    @Test func oneThatNeverAnswersIsNotWaitedFor() throws {
        let impostor = try Impostor(nil)
        let agent = SSHAgent(path: impostor.path, listing: .milliseconds(50), signing: .milliseconds(50))
        #expect(
            try errorText { _ = try agent.keys() } == """
                agent: error: the ssh-agent at '\(impostor.path)' gave no answer for 0 s
                  hint: agree to the signature where the agent asks for it, or see whether it hangs
                """)
        let error = #expect(throws: SSHAgentError.self) { try agent.sign([1], with: testKey(1).publicKey) }
        #expect(error?.problem == .silent(.milliseconds(50)))
    }

    @Test func aSocketOfAnImpossibleNameIsSaid() throws {
        let agent = SSHAgent(path: "/" + String(repeating: "a", count: 200))
        let error = #expect(throws: SSHAgentError.self) { try agent.keys() }
        #expect(error?.problem == .gone(reason: "the name of its socket is too long"))
    }
}

extension LogDirectory {
    func privateKey() throws -> Ed25519PrivateKey {
        try OpenSSHPrivateKey(parsing: String(contentsOfFile: keyPath, encoding: .utf8), place: keyPath).key
    }
}
