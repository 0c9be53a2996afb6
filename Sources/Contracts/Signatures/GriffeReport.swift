import GateModel
import JSON

extension SignatureReport {
    /// What ``griffeScript`` printed about a module: an object with `breakages`, `gaps` and `modules`.
    package static func griffe(_ output: [UInt8], module: String) throws(NotUnderstood) -> SignatureReport {
        let json: JSONValue
        do { json = try JSONParser.parse(output) } catch { throw NotUnderstood(error) }
        guard let breakages = json["breakages"]?.array, let gaps = json["gaps"]?.array,
            let modules = json["modules"]?.integer
        else { throw NotUnderstood("what it printed names no breakages") }
        guard modules > 0 else { throw NotUnderstood("it found no module, so nothing was compared") }
        var differences: [Difference] = []
        for breakage in breakages { differences.append(try difference(breakage, module: module)) }
        return SignatureReport(
            differences, gaps: gaps.compactMap(\.string).map { oneLine($0) },
            scope: modules == 1 ? "1 module" : "\(modules) modules")
    }

    private static func difference(
        _ breakage: JSONValue, module: String
    ) throws(NotUnderstood) -> Difference {
        guard let kind = breakage["kind"]?.string, let object = breakage["object"]?.string else {
            throw NotUnderstood("a breakage has no kind or no object")
        }
        let name = kebabCase(kind)
        return Difference(
            contract: .python, subject: module, kind: Difference.Kind(rawValue: name),
            severity: lenient.contains(name) ? .warning : .breaking, operation: object,
            place: breakage["parameter"]?.string ?? "",
            baseline: oneLine(breakage["baseline"]?.string ?? "none"),
            candidate: oneLine(breakage["candidate"]?.string ?? "none"),
            text: breakage["details"]?.string.map { oneLine($0) })
    }

    /// Every call that was right stays right; what it does may differ, which the answers show.
    private static let lenient: Set = ["parameter-changed-default", "attribute-changed-value"]
}

package enum GriffeVersion {
    /// `griffe 2.4.1`, or only the name where it does not say.
    package static func text(of output: [UInt8]) -> String {
        do {
            let version = try JSONParser.parse(output)["griffe"]?.string ?? ""
            return version.isEmpty ? "griffe" : "griffe \(oneLine(version))"
        } catch {
            return "griffe"
        }
    }
}
