// Stands in for a gate in the tests: `run COMMAND` runs a shell command under a shepherd, `keep COMMAND` one that may
// leave processes running, `confine COMMAND` one in the best sandbox that there is, `lock FILE` takes a lock, says so, and holds it until it is killed, and
// `copy FROM:TO` copies a directory.
import Glibc
import Processes

let arguments = CommandLine.arguments
guard arguments.count == 3 else { exit(64) }
do {
    if arguments[1] == "copy" {
        let paths = arguments[2].split(separator: ":").map(String.init)
        try copyTree(from: paths[0], to: paths[1])
    } else if arguments[1] != "lock" {
        var command = Command(.shell(arguments[2]), directory: "/", environment: ["PATH": "/usr/bin:/bin"])
        command.keepsRunning = arguments[1] == "keep"
        if arguments[1] == "confine" {
            command.sandbox = Sandbox(
                try await offeredIsolation(), readable: machinePaths(path: "/usr/bin:/bin", home: nil))
        }
        print(try await run(command).end)
    } else {
        switch try FileLock.tryLock(arguments[2], what: "fixture") {
        case .locked(let lock):
            print("locked")
            fflush(nil)
            pause()
            _ = consume lock
        case .held(let owner):
            print("held by \(owner)")
        }
    }
} catch {
    print(error)
}
