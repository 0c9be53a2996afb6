import Glibc

/// Why a command could not be run or looked at. That it ended badly is no error, but its ``CommandResult``.
package enum ProcessError: Error, Sendable, Hashable {
    case shepherdNotFound(tried: [String])
    /// The shepherd died, so that nobody knows how the command ended.
    case shepherdLost(program: String)
    case shepherdNotUnderstood(line: String)
    case emptyCommand
    case zeroByte(program: String)
    /// The program could not be executed; `code` is an errno.
    case notStarted(program: String, code: Int32)
    case directoryNotEntered(program: String, directory: String, code: Int32)
    /// A step that confines the program failed, so it was not run; `code` is an errno.
    case notConfined(program: String, step: String, code: Int32)
    case systemCall(String, code: Int32)
    /// A process tree with no living process in it.
    case emptyTree(root: Int32)
    case unreadable(path: String, code: Int32)
}

extension ProcessError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .shepherdNotFound(let tried):
            """
            pawl-shepherd: error: not found at \(tried.map { "'\($0)'" }.joined(separator: ", "))
              hint: install it beside pawl, or name it in PAWL_SHEPHERD
            """
        case .shepherdLost(let program):
            """
            \(onOneLine(program)): error: its shepherd died, so its end is not known
              hint: look for processes that it left behind, and for who sends SIGKILL (out of memory?)
            """
        case .shepherdNotUnderstood(let line):
            """
            pawl-shepherd: error: it reported '\(onOneLine(line))', which this pawl does not understand
              hint: install pawl and pawl-shepherd of the same version
            """
        case .emptyCommand:
            """
            command: error: it names no program
              hint: give the program as the first word of the list
            """
        case .zeroByte(let program):
            """
            \(onOneLine(program)): error: an argument, a variable or the directory contains a zero byte
              hint: hand such data over in a file or on standard input
            """
        case .notStarted(let program, ENOENT):
            """
            \(onOneLine(program)): error: could not be started: \(systemMessage(ENOENT))
              hint: name an executable on the command's PATH, or mend the interpreter in its first line
            """
        case .notStarted(let program, EACCES):
            """
            \(onOneLine(program)): error: could not be started: \(systemMessage(EACCES))
              hint: make it executable (git update-index --chmod=+x)
            """
        case .notStarted(let program, let code):
            "\(onOneLine(program)): error: could not be started: \(systemMessage(code))"
        case .directoryNotEntered(let program, let directory, let code):
            "\(onOneLine(program)): error: could not enter its directory '\(onOneLine(directory))': \(systemMessage(code))"
        case .notConfined(let program, let step, let code):
            """
            \(onOneLine(program)): error: it was not run, since it could not be confined (\(step): \(systemMessage(code)))
              hint: run 'pawl doctor' to see what this machine offers
            """
        case .systemCall(let name, let code):
            "\(name): error: \(systemMessage(code))"
        case .emptyTree(let root):
            """
            process \(root): error: no process of its tree is alive
              hint: look at the service's output for why it ended
            """
        case .unreadable(let path, let code):
            "\(onOneLine(path)): error: could not be read: \(systemMessage(code))"
        }
    }
}

/// The C library's words for an errno, in this project's spelling.
func systemMessage(_ code: Int32) -> String {
    let words = String(cString: strerror(code))
    return words.prefix(1).lowercased() + words.dropFirst()
}
