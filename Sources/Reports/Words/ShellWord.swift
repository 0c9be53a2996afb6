import GateModel

/// A word of a command that people copy: in quotes where a shell would take it for something else.
func shellWord(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_./:@+,=%".utf8.contains(byte)
        }
    }
    return plain && !text.isEmpty ? text : "'\(text.replacing("'", with: #"'\''"#))'"
}

/// The commands that reports name, with their words as a shell takes them.
enum ShellCommand {
    static func gate(_ pipeline: String, _ commit: String, _ environment: String) -> String {
        "pawl gate \(shellWord(pipeline)) \(commit) --environment \(shellWord(environment))"
    }

    static func rollback(_ pipeline: String, _ environment: String) -> String {
        "pawl rollback \(shellWord(pipeline)) --environment \(shellWord(environment))"
    }

    static func adopt(_ commit: String, _ pipeline: String, _ environment: String) -> String {
        "pawl log adopt \(commit) --pipeline \(shellWord(pipeline)) --environment \(shellWord(environment))"
    }

    static func check(_ commit: String, _ pipeline: String, _ environment: String) -> String {
        "pawl log check \(commit) --pipeline \(shellWord(pipeline)) --environment \(shellWord(environment))"
    }

    static func show(_ entry: RecordedEntry, _ environment: String) -> String {
        "pawl log show \(entry.index) --environment \(shellWord(environment))"
    }
}
