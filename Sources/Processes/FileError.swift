import Glibc

/// A file operation that failed; `code` is an errno.
package struct FileError: Error, Sendable, Hashable {
    package let path: String
    /// What could not be done, as a verb: `open`, `write to`.
    package let action: String
    package let code: Int32
    /// Why Pawl does not do it, where no call failed; nil: what `code` says.
    private let reason: String?

    /// Whether nothing is wrong, but nobody waits for it any longer.
    package var isCancellation: Bool { code == ECANCELED }

    package init(_ path: String, _ action: String, code: Int32 = errno) {
        self.path = path
        self.action = action
        self.code = code
        reason = nil
    }

    /// - Parameter reason: What is wrong with what is there: `it has more than 1000 files`.
    package init(_ path: String, _ action: String, because reason: String, code: Int32) {
        self.path = path
        self.action = action
        self.code = code
        self.reason = reason
    }
}

extension FileError: CustomStringConvertible {
    package var description: String {
        let why = reason ?? systemMessage(code)
        let whatHappened = "\(onOneLine(path)): error: could not \(action) it: \(why)"
        return hint.map { "\(whatHappened)\n  hint: \($0)" } ?? whatHappened
    }

    private var hint: String? {
        switch code {
        case ENOSPC, EDQUOT: "make room on its file system"
        case EACCES, EPERM, EROFS: "check who may write there"
        case ELOOP: "put a file there that is not a symbolic link"
        default: nil
        }
    }
}

/// A name from outside for the first line of a message: a line feed in it begins no line of its own.
func onOneLine(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { $0.properties.generalCategory == .control ? "\u{fffd}" : $0 }))
}
