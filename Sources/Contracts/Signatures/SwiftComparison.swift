import GateModel
import JSON

/// What `swift-api-digester -diagnose-sdk -compiler-style-diags` says of the modules of a package, one after the other.
package struct SwiftComparison {
    private let subject: String
    private var modules: Set<String> = []
    private var changes: [Difference] = []

    package init(subject: String) {
        self.subject = subject
    }

    /// Adds what it printed on standard error: headings in comments, of which all are there whatever was found, and a line for
    /// each change.
    ///
    /// - Throws: where it is anything else, since then something was not compared.
    package mutating func add(_ output: String, of module: String) throws(NotUnderstood) {
        var headings: Set<Substring> = []
        var found: [Difference] = []
        for line in output.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("API breakage: ") {
                found.append(
                    SwiftChange(line.dropFirst("API breakage: ".count)).difference(
                        module: module, subject: subject))
            } else if line.hasPrefix("/*") {
                headings.insert(line)
            } else {
                throw NotUnderstood("of \(module) it says '\(oneLine(line))'")
            }
        }
        guard headings.isSuperset(of: ["/* Removed Decls */", "/* Type Changes */", "/* Others */"]) else {
            throw NotUnderstood("of \(module) it does not say what it compared")
        }
        modules.insert(module)
        changes += found.withoutAccessors
    }

    /// - Parameter expected: The modules that are due. One that was not compared, such as one in C, is a gap.
    package func report(due expected: Set<String>) -> SignatureReport {
        SignatureReport(
            changes, gaps: expected.subtracting(modules).sorted().map { "the module \($0) was not compared" },
            scope: modules.count == 1 ? "1 module" : "\(modules.count) modules")
    }

    /// Whether the JSON of `-dump-sdk` is of this module: that of a module which could not be read is well-formed, and empty.
    package static func check(_ description: [UInt8], describes module: String) throws(NotUnderstood) {
        let json: JSONValue
        do { json = try JSONParser.parse(description) } catch { throw NotUnderstood(error) }
        guard let root = json["ABIRoot"], root["kind"]?.string == "Root" else {
            throw NotUnderstood("it is no description of an API")
        }
        guard root["name"]?.string == module else {
            throw NotUnderstood("it describes '\(oneLine(root["name"]?.string ?? "nothing"))'")
        }
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
