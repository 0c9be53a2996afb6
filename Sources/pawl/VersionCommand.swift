import ArgumentParser
import Git
import Judging

struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the versions of Pawl, of its way of judging, and of libgit2."
    )

    func run() {
        Terminal.result("\(Pawl.versionText), judging \(judgingVersion), libgit2 \(Library.version)")
    }
}
