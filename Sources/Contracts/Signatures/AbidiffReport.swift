import GateModel

extension SignatureReport {
    /// What `abidiff --leaf-changes-only` printed, and what the bits of its exit status say.
    ///
    /// Sections such as `1 Removed function:` hold items `[D] 'function int gone()'`; changed types follow, each with
    /// its name in quotes at the beginning of a line, and what changed indented below.
    package static func abidiff(
        _ output: String, status: Int32, library: String
    ) throws(NotUnderstood) -> SignatureReport {
        var report = AbidiffText(library: library)
        for line in output.split(whereSeparator: \.isNewline) { report.read(line) }
        let differences = report.finished.differences
        // Bit 2: the interface differs. Bit 3: so that who was linked to it breaks.
        guard differences.isEmpty == (status & 0b1100 == 0),
            status & 0b1000 == 0 || differences.contains(where: { $0.severity == .breaking })
        else { throw NotUnderstood("its status \(status) is not what it printed") }
        return SignatureReport(differences)
    }
}

private struct AbidiffText {
    let library: String
    private(set) var differences: [Difference] = []
    /// `function`, `variable`, `function symbol` …: what the section's items are.
    private var section = ""
    private var item: Item?

    private struct Item {
        let kind: String
        let severity: Difference.Severity
        let name: String
        var details: [Substring] = []
    }

    init(library: String) {
        self.library = library
    }

    mutating func read(_ line: Substring) {
        if let section = line.wholeMatch(
            of: #/\d+ (?:Removed |Added |Changed )?(function|variable)s?( symbols?)?.*:/#)
        {
            finish()
            self.section = section.2 == nil ? String(section.1) : "\(section.1)-symbol"
        } else if let found = line.wholeMatch(of: #/ *\[([DAC])\] (.+)/#) {
            finish()
            item = Item(
                kind: section + (["D": "-removed", "A": "-added"][found.1] ?? "-changed"),
                severity: found.1 == "A" ? .info : .breaking, name: Self.name(found.2))
        } else if let type = line.wholeMatch(of: #/'(.+?)(?: at .+)?' changed:/#) {
            finish()
            item = Item(kind: "type-changed", severity: .breaking, name: String(type.1))
        } else if line.hasPrefix(" ") {
            item?.details.append(line)
        } else {
            finish()
        }
    }

    var finished: Self {
        var copy = self
        copy.finish()
        return copy
    }

    /// `function int measure(member*, int)` of `'function int measure(member*, int)' at x.c:3:1 has some …`.
    private static func name(_ text: Substring) -> String {
        let quoted = text.firstMatch(of: #/^'([^']+)'/#)?.1 ?? text
        let name = quoted.replacing(#/^(function|method|variable) /#, with: "")
        return oneLine(name.replacing(#/ *\{.*\}$/#, with: ""))
    }

    private mutating func finish() {
        guard let item else { return }
        self.item = nil
        let details = item.details.prefix { !$0.contains("impacted interface") }
            .map { $0.replacing(#/ at \S+:\d+:\d+/#, with: "") }
        let size = details.lazy.compactMap { $0.firstMatch(of: #/size changed from (\d+) to (\d+)/#) }.first
        let isGone = item.kind.hasSuffix("-removed")
        let isNew = item.kind.hasSuffix("-added")
        differences.append(
            Difference(
                contract: .abi, subject: library, kind: Difference.Kind(rawValue: item.kind),
                severity: item.severity, operation: item.name, place: "",
                change: size.map { "\($0.1)-\($0.2)" } ?? "",
                baseline: isGone ? "present" : isNew ? "absent" : "",
                candidate: isGone ? "removed" : isNew ? "added" : "",
                text: details.isEmpty ? nil : oneLine(details.joined(separator: " "))))
    }
}
