/// Where the program is in a command that is started through others: `env A=1 timeout 5 python3 -W error tool.py list`.
struct Launch: Hashable {
    /// How many words there are up to and with the program.
    let count: Int
    /// `tool.py`, `http.server` of `python3 -m http.server`, `cargo run`
    let name: String
    /// What has to stand before arguments of the program's own: `--`; empty mostly.
    var inserted: [String] = []

    enum Found {
        case program(Launch)
        /// A shell is given a line of its own, the word with this index.
        case line(Int)
    }

    /// Nil where it cannot be told which program is run.
    static func find(in words: [String]) -> Found? { find(in: words, from: 0) }

    private static func find(in words: [String], from start: Int) -> Found? {
        var index = start
        while index < words.count, words[index].isAssignment { index += 1 }
        guard index < words.count, !words[index].hasPrefix("-") else { return nil }
        guard let (launcher, used) = Launcher.named(words[index...]) else {
            return Launcher.isAmbiguous(words[index...])
                ? nil : .program(Launch(count: index + 1, name: words[index]))
        }
        var reader = OptionReader(words, from: index + used, launcher)
        guard let end = reader.read() else { return nil }
        switch end {
        case .line(let index): return index < words.count ? .line(index) : nil
        case .named(let index):
            return index < words.count ? .program(Launch(count: index + 1, name: words[index])) : nil
        case .rest(let next): return found(launcher, words, started: index, at: next)
        }
    }

    private static func found(
        _ launcher: Launcher, _ words: [String], started: Int, at next: Int
    ) -> Found? {
        let name = launcher.name ?? words[started]
        switch launcher.kind {
        case .hidden: return nil
        case .wrapper(let arguments): return find(in: words, from: next + arguments)
        case .script:
            guard next < words.count, !words[next].hasPrefix("-"), !words[next].hasPrefix("@") else {
                return nil
            }
            return .program(Launch(count: next + 1, name: words[next]))
        case .sources(let ending):
            guard next < words.count else { return nil }
            let files = words[next...].prefix { $0.hasSuffix(ending) }.count
            return .program(Launch(count: next + max(1, files), name: name))
        case .project:
            let isParted = next > 0 && words[next - 1] == "--"
            return .program(Launch(count: next, name: name, inserted: isParted ? [] : ["--"]))
        case .task:
            guard next < words.count else { return nil }
            let isParted = next + 1 < words.count && words[next + 1] == "--"
            return .program(
                Launch(count: next + (isParted ? 2 : 1), name: words[next], inserted: isParted ? [] : ["--"]))
        case .applet:
            guard next < words.count, !words[next].hasPrefix("-") else {
                return .program(Launch(count: next, name: words[started]))
            }
            return .program(Launch(count: next + 1, name: words[next]))
        }
    }
}

/// Reads the options of a launcher.
private struct OptionReader {
    private let words: [String]
    private let launcher: Launcher
    private var index: Int

    enum End {
        /// They are over; the index of what follows.
        case rest(Int)
        /// One of them names the program, the word with this index.
        case named(Int)
        /// One of them says that a line for a shell follows, the word with this index.
        case line(Int)
    }

    private enum Step {
        case goOn(words: Int)
        case end(End)
        case unknown
    }

    init(_ words: [String], from index: Int, _ launcher: Launcher) {
        (self.words, self.index, self.launcher) = (words, index, launcher)
    }

    /// Nil where an option is not known, or hides the program.
    mutating func read() -> End? {
        while index < words.count {
            let word = words[index]
            if word == "--" { return .rest(index + 1) }
            guard word.hasPrefix("-") || word.hasPrefix("+"), word.count > 1 else { break }
            switch step(word) {
            case .goOn(let count): index += count
            case .end(let end): return end
            case .unknown: return nil
            }
        }
        return .rest(min(index, words.count))
    }

    private func step(_ word: String) -> Step {
        let name = String(word.prefix { $0 != "=" })
        if launcher.hiding.contains(name) { return .unknown }
        if launcher.naming.contains(word) { return .end(.named(index + 1)) }
        if launcher.valued.contains(word) { return .goOn(words: 2) }
        guard word.hasPrefix("--") || launcher.hasLongShorts else { return cluster(word) }
        let isKnown = launcher.isLenient || name != word || launcher.flags.contains(word)
        return isKnown ? .goOn(words: 1) : .unknown
    }

    /// Letters behind one dash, of which the last may have a value.
    private func cluster(_ word: String) -> Step {
        let letters = word.dropFirst()
        for (position, letter) in letters.enumerated() {
            let name = "-\(letter)"
            let isLast = position == letters.count - 1
            if launcher.lines.contains(name) { return .end(.line(index + 1)) }
            if launcher.hiding.contains(name) { return .unknown }
            if launcher.naming.contains(name) { return isLast ? .end(.named(index + 1)) : .unknown }
            if launcher.valued.contains(name) { return .goOn(words: isLast ? 2 : 1) }
        }
        return .goOn(words: 1)
    }
}
