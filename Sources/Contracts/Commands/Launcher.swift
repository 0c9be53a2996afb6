/// A program that starts another one, and how its own arguments end.
struct Launcher: Hashable {
    let kind: Kind
    /// As findings call what it runs, where no word of the command does: `cargo run`.
    var name: String?
    /// Options that take the next word.
    var valued: Set<String> = []
    /// Long options without a value, where an unknown one might have one.
    var flags: Set<String> = []
    /// Options whose value is the program: `-m` of Python, `-jar` of Java.
    var naming: Set<String> = []
    /// Options behind which nobody can tell a program: its text stands on the line, or another process is meant.
    var hiding: Set<String> = []
    /// Options before a line for a shell: `-c`.
    var lines: Set<String> = []
    /// Whether an unknown long option is taken for one without a value.
    var isLenient = false
    /// Whether one dash may have a whole word: `-cp`.
    var hasLongShorts = false

    enum Kind: Hashable {
        /// Another command follows, after so many arguments: `timeout 5 COMMAND`.
        case wrapper(arguments: Int)
        /// The file that it runs follows.
        case script
        /// Files that it builds and runs follow, or one package: `go run a.go b.go`.
        case sources(ending: String)
        /// It runs what the project is: `cargo run -- ARGUMENTS`.
        case project
        /// It runs what the project calls so: `npm run TASK -- ARGUMENTS`.
        case task
        /// The program within the program follows, if any: `busybox ls`.
        case applet
        /// What it runs is written elsewhere, or runs elsewhere.
        case hidden
    }

    /// The launcher that some words begin with, and how many of them name it.
    static func named(_ words: ArraySlice<String>) -> (Launcher, used: Int)? {
        guard let first = words.first else { return nil }
        let path = first.filter { $0 != "\"" && $0 != "'" }
        let base = String(path.split(separator: "/").last ?? "")
        // The project's own `./time` is no `time`.
        let isOwn = path.contains("/") && !path.hasPrefix("/")
        if base == "dotnet", words.dropFirst().first?.hasSuffix(".dll") == true {
            return (Launcher(kind: .script), 1)
        }
        let following = words.dropFirst().prefix(isOwn ? 0 : 2)
        for count in stride(from: following.count, through: 0, by: -1) {
            let key = ([base] + following.prefix(count)).joined(separator: " ")
            if let launcher = (isOwn ? own : all)[key] { return (launcher, count + 1) }
        }
        // `python3.11`, `ruby3.2`
        let unversioned = String(base.reversed().drop { $0 == "." || $0.isNumber }.reversed())
        return interpreters[unversioned].map { ($0, 1) }
    }

    /// Whether the program can be a launcher, and options before its own command keep it from being told.
    static func isAmbiguous(_ words: ArraySlice<String>) -> Bool {
        guard let base = words.first?.split(separator: "/").last, let second = words.dropFirst().first,
            second.hasPrefix("-") || second.hasPrefix("+")
        else { return false }
        return words.dropFirst(2).contains { all["\(base) \($0)"] != nil }
    }

    /// Those that a project has itself.
    private static let own = interpreters.merging(hiding.filter { ["gradlew", "mvnw"].contains($0.key) }) {
        $1
    }
    private static let all = interpreters.merging(wrappers) { $1 }.merging(runners) { $1 }.merging(hiding) {
        $1
    }
}
