import Foundation
import GateModel
import Processes
import Testing

@testable import DecisionLog

/// A key or a trust file that others can read or change is not relied on.
@Suite struct GuardedFileTests {
    @Test(
        "a key that others may read or write is refused",
        arguments: [
            (mode_t(0o640), "read"), (0o604, "read"), (0o644, "read"), (0o620, "written"), (0o602, "written"),
            (0o666, "written"), (0o610, "read"),
        ])
    func openKey(mode: mode_t, what: String) throws {
        let directory = try LogDirectory()
        chmod(directory.keyPath, mode)
        let text = try errorText { _ = try loadKey(path: directory.keyPath) }
        #expect(
            text == """
                key: error: '\(directory.keyPath)' can be \(what) by other users (mode \(String(mode, radix: 8)))
                  hint: chmod 600 '\(directory.keyPath)'; whoever has read it can sign
                """)
    }

    @Test("a key that its owner alone may use is read", arguments: [mode_t(0o600), 0o400, 0o700])
    func closedKey(mode: mode_t) throws {
        let directory = try LogDirectory()
        chmod(directory.keyPath, mode)
        #expect(try loadKey(path: directory.keyPath).publicKey == directory.key.publicKey)
    }

    @Test("a trust file that others may write is refused", arguments: [mode_t(0o664), 0o646, 0o666])
    func openTrust(mode: mode_t) throws {
        let directory = try LogDirectory()
        chmod(directory.trustPath, mode)
        let text = try errorText { _ = try directory.log() }
        #expect(
            text == """
                trust: error: '\(directory.trustPath)' can be written by other users (mode \(String(mode, radix: 8)))
                  hint: chmod 644 '\(directory.trustPath)', and look whether its lines are yours
                """)
    }

    @Test(
        "a directory in which others may replace the file is refused",
        arguments: [mode_t(0o777), 0o775, 0o707])
    func openDirectory(mode: mode_t) throws {
        let directory = try LogDirectory()
        let keys = String(directory.keyPath.dropLast("/pawl-key".count))
        chmod(keys, mode)
        let text = try errorText { _ = try loadKey(path: directory.keyPath) }
        #expect(
            text == """
                key: error: '\(directory.keyPath)' can be replaced by other users, who may write to '\(keys)'
                  hint: chmod go-w '\(keys)', or keep it in another directory
                """)
        // With the sticky bit only a file's owner can replace it, as in /tmp.
        chmod(keys, mode | 0o1000)
        _ = try loadKey(path: directory.keyPath)
    }

    @Test("nothing inside the repository is relied on", arguments: ["", "/.git", "/deep"])
    func inRepository(below: String) throws {
        let directory = try LogDirectory()
        let place = directory.path + below
        try makeDirectory(place)
        chmod(place, 0o755)
        let (key, trust) = (place + "/key", place + "/trust")
        try FileManager.default.copyItem(atPath: directory.keyPath, toPath: key)
        try FileManager.default.copyItem(atPath: directory.trustPath, toPath: trust)
        let root = below == "/.git" ? directory.path : directory.path
        #expect(
            try errorText { _ = try loadKey(path: key, keptOutOf: directory.path) } == """
                key: error: '\(key)' is inside the repository '\(root)', where the judged code could change it
                  hint: move it to ~/.config/pawl, and make a new key if this one was ever committed
                """)
        #expect(
            try errorText { _ = try TrustFile(path: trust, keptOutOf: place) } == """
                trust: error: '\(trust)' is inside the repository '\(root)', where the judged code could change it
                  hint: keep it outside, as in ~/.config/pawl
                """)
        // Where no repository is judged, any place will do.
        _ = try loadKey(path: key)
    }

    @Test func aLinkIsJudgedByWhereItLiesAndWhereItLeads() throws {
        let directory = try LogDirectory()
        let (inside, outside) = (directory.path + "/link", directory.keyPath + "-link")
        try FileManager.default.createSymbolicLink(atPath: inside, withDestinationPath: directory.keyPath)
        try FileManager.default.copyItem(atPath: directory.keyPath, toPath: directory.path + "/key")
        try FileManager.default.createSymbolicLink(
            atPath: outside, withDestinationPath: directory.path + "/key")
        for link in [inside, outside] {
            let text = try errorText { _ = try loadKey(path: link, keptOutOf: directory.path) }
            #expect(text.hasPrefix("key: error: '\(link)' is inside the repository "), "\(text)")
        }
    }

    @Test func aRollbackIsToldAndTakesThePermissionsAway() throws {
        let directory = try LogDirectory()
        chmod(directory.keyPath, 0o644)
        var told: [GuardedFileError] = []
        let key = try loadKey(path: directory.keyPath) { told.append($0) }
        #expect(told == [.open(.key, directory.keyPath, mode: 0o644)])
        let mode = try FileManager.default.attributesOfItem(atPath: directory.keyPath)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try #require(key.file).change == nil)
    }

    @Test func whatComesFromAPipeCannotBeChangedAfterwards() throws {
        let directory = try LogDirectory()
        let pipe = directory.path + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        let text = try String(contentsOfFile: directory.keyPath, encoding: .utf8)
        let writer = Thread {
            guard let file = fopen(pipe, "w") else { return }
            fputs(text, file)
            fclose(file)
        }
        writer.start()
        let key = try loadKey(path: pipe, keptOutOf: directory.path)
        #expect(key.file == nil)
        #expect(key.publicKey == directory.key.publicKey)
    }

    @Test func namesInErrorsSteerNoTerminal() throws {
        let text = try errorText { _ = try loadKey(path: "/nowhere/\u{1b}[2J\nkey: \u{202e}ok") }
        #expect(
            text == """
                key: error: could not read '/nowhere/␛[2J␊key: \u{fffd}ok': there is no such file
                  hint: 'pawl key new' makes a key; name it with --key or PAWL_KEY_FILE
                """)
    }
}
