import GateModel
import Glibc
import Reports

/// The two streams: results go to standard output, messages and progress to standard error.
///
/// Every line that Pawl prints goes through here. Texts from outside (names in a repository, output of programs, words
/// of people) stand in it, so all is shown as ``printable(_:)`` has it; only the colours of reports are kept.
enum Terminal {
    static func result(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func message(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Whether colour suits a stream: never where it is no terminal, unless somebody insists.
    static func hasColour(_ stream: Int32) -> Bool {
        if Variables["NO_COLOR"] != nil { return false }
        if Variables["FORCE_COLOR"] != nil || Variables["CLICOLOR_FORCE"] != nil { return true }
        return isatty(stream) == 1 && Variables["TERM"] != "dumb"
    }

    private static func write(_ text: String, to stream: Int32) {
        let style: Style = hasColour(stream) ? .colour : .plain
        let shown = style.printableLines(text)
        var bytes = Array((shown.hasSuffix("\n") ? shown : shown + "\n").utf8)[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(stream, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            // A reader that has gone is no reason to end a gate midway.
            if written <= 0 { return }
            bytes = bytes.dropFirst(written)
        }
    }
}
