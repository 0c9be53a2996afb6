/// What `pawl doctor` found out about a machine, a repository and their settings.
package struct Checkup: Hashable, Sendable {
    package var findings: [Item] = []
    /// What this host shows of work against itself; nil where it could not be measured.
    package var noise: Assessment?

    package init() {}

    /// One thing that was looked at.
    package struct Item: Hashable, Sendable {
        /// `git`, `key`, `log of staging`
        package let topic: String
        package let state: State
        package let found: Found
        package let hint: String?
    }

    package enum Found: Hashable, Sendable {
        case said(String)
        /// How noisy it is, of what or where: `search, in entry 3`; nil: of this host's own work.
        case noise(Assessment, of: String?)
        case failure(Inconclusive)
    }

    package enum State: String, Hashable, Sendable {
        case good
        /// Good to know, neither good nor bad.
        case note
        /// A gate runs, and shows or protects less than it could.
        case weak
        /// A gate would be stopped by it.
        case missing
    }

    /// What would stop a gate.
    package var obstacles: [Item] { findings.filter { $0.state == .missing } }

    package mutating func add(_ topic: String, _ state: State, _ text: String, hint: String? = nil) {
        add(topic, state, .said(text), hint: hint)
    }

    package mutating func add(_ topic: String, _ state: State, _ found: Found, hint: String? = nil) {
        findings.append(Item(topic: topic, state: state, found: found, hint: hint))
    }

    /// How noisy something is; a quiet one is good.
    package mutating func add(_ topic: String, _ noise: Assessment, of place: String? = nil) {
        add(
            topic, noise.grade == .quiet ? .good : .weak, .noise(noise, of: place), hint: noise.advice)
    }

    /// An error as Pawl words it: what happened in the first line, then `hint:`.
    package mutating func add(_ topic: String, _ state: State, error: String) {
        var lines = error.split(separator: "\n").map(String.init)
        let isHint = { (line: String) in line.drop { $0 == " " }.hasPrefix("hint: ") }
        let hint = lines.last.flatMap { isHint($0) ? String($0.drop { $0 == " " }.dropFirst(6)) : nil }
        if hint != nil { lines.removeLast() }
        let own = "\(topic): error: "
        if let first = lines.first, first.hasPrefix(own) { lines[0] = String(first.dropFirst(own.count)) }
        add(topic, state, lines.joined(separator: "\n"), hint: hint)
    }
}
