// Stands in for a gate in the tests: `run COMMAND` runs a shell command under a shepherd, `lock FILE` takes a lock,
// says so, and holds it until it is killed.
import Glibc
import Processes

let arguments = CommandLine.arguments
guard arguments.count == 3 else { exit(64) }
do {
    if arguments[1] == "run" {
        let command = Command(.shell(arguments[2]), directory: "/", environment: ["PATH": "/usr/bin:/bin"])
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
