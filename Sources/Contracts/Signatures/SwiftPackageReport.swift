import GateModel

extension SignatureReport {
    /// What `swift package diagnose-api-breaking-changes` printed on standard output.
    ///
    /// For each module a line says how many changes there are, and a line each says which. A module that it passed over
    /// has no such line, such as one in C, and is a gap.
    ///
    /// - Parameter expected: The modules that are due.
    package static func swiftPackage(
        _ output: String, modules expected: Set<String>, subject: String
    ) throws(NotUnderstood) -> SignatureReport {
        var modules: [String] = []
        var announced = 0
        var changes: [Difference] = []
        var module = ""
        for line in output.split(whereSeparator: \.isNewline) {
            if let breakage = line.firstRange(of: "API breakage: ") {
                changes.append(
                    SwiftChange(line[breakage.upperBound...]).difference(module: module, subject: subject))
            } else if let header = line.firstMatch(of: #/^(No|\d+) breaking changes? detected in (.+?):?$/#) {
                module = String(header.2)
                modules.append(module)
                announced += Int(header.1) ?? 0
            }
        }
        guard !modules.isEmpty else { throw NotUnderstood("it names no module that it compared") }
        guard announced == changes.count else {
            throw NotUnderstood("it announces \(announced) changes and lists \(changes.count)")
        }
        return SignatureReport(
            changes.withoutAccessors,
            gaps: expected.subtracting(modules).sorted().map { "the module \($0) was not compared" },
            scope: modules.count == 1 ? "1 module" : "\(modules.count) modules")
    }
}

extension [Difference] {
    /// A property that has changed is told once, not with its accessors too.
    fileprivate var withoutAccessors: [Difference] {
        let changed = Set(map(\.operation))
        return filter { difference in
            guard let name = difference.operation.wholeMatch(of: #/(.+)\.(Get|Set|Modify|Read)\(\)/#)?.1
            else {
                return true
            }
            return !changed.contains(String(name))
        }
    }
}

/// A line such as `func Member.measure(scale:) has parameter 0 type change from Swift.Int to Swift.String`.
private struct SwiftChange {
    private let text: Substring
    /// `Member.measure(scale:)`
    private let name: Substring
    /// `has parameter 0 type change`, without the values.
    private let what: Substring
    private var values: (baseline: Substring, candidate: Substring)?

    init(_ text: Substring) {
        self.text = text
        guard let match = text.wholeMatch(of: #/\w+ (.+?) ((?:has|is|are|was|will|no) .+)/#) else {
            name = text
            what = "changed"
            return
        }
        name = match.1
        if let change = match.2.wholeMatch(of: #/(.+?) from (.*?) to (.*)/#) {
            what = change.1
            values = (change.2, change.3)
        } else if let change = match.2.wholeMatch(of: #/(.*renamed) to (.+)/#) {
            what = change.1
            values = (match.1, change.2)
        } else {
            what = match.2
        }
    }

    func difference(module: String, subject: String) -> Difference {
        let parameter = what.firstMatch(of: #/parameter (\d+)/#)?.1
        let rule = what.replacing(#/^(has been|has|is now|is|was) /#, with: "").replacing(#/ \d+/#, with: "")
        let isGone = what == "has been removed"
        return Difference(
            contract: .swift, subject: subject, kind: Difference.Kind(rawValue: kebabCase(rule)),
            severity: .breaking, operation: "\(module).\(name)", place: parameter.map(String.init) ?? "",
            change: "",
            baseline: oneLine(values?.baseline ?? (isGone ? "present" : "")),
            candidate: oneLine(values?.candidate ?? (isGone ? "removed" : "")), text: oneLine(text))
    }
}
