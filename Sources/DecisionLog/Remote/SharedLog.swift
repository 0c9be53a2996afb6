/// Where a log is shared, and the git that reaches it.
package struct SharedLog: Hashable, Sendable {
    package let remote: LogRemote
    let git: GitProgram

    package init(_ remote: LogRemote, git: GitProgram) {
        self.remote = remote
        self.git = git
    }
}
