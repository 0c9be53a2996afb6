import GateModel
import JSON

extension SignatureReport {
    /// What `buf breaking --error-format json` printed: one object a line.
    ///
    /// - Parameter below: The directory that reported paths start with, with its slash; cut off.
    package static func buf(
        _ output: [UInt8], directory: String, below prefix: String
    ) throws(NotUnderstood) -> SignatureReport {
        var differences: [Difference] = []
        for line in output.split(separator: UInt8(ascii: "\n")) {
            let json: JSONValue
            do { json = try JSONParser.parse(Array(line)) } catch { throw NotUnderstood(error) }
            guard let rule = json["type"]?.string, let message = json["message"]?.string else {
                throw NotUnderstood("a line has no type or no message")
            }
            var path = json["path"]?.string ?? ""
            if path.hasPrefix(prefix) { path.removeFirst(prefix.count) }
            guard rule != "COMPILE" else { throw NotUnderstood("\(path): \(oneLine(message))") }
            differences.append(BufMessage(message).difference(rule, path: path, directory: directory))
        }
        return SignatureReport(differences)
    }
}

/// A sentence of buf, such as `Field "2" with name "age" on message "Member" changed type from "int32" to "int64".`
private struct BufMessage {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    func difference(_ rule: String, path: String, directory: String) -> Difference {
        let owner = after(#" on message ""#) ?? after(#" on enum ""#) ?? after(#" on service ""#)
        let named = after(#" with name ""#)
        let first = after(#"""#) ?? ""
        // A package or file has no owner, and is not part of anything.
        let object = owner ?? (text.contains(" file ") ? nil : first)
        let isGone = text.contains(" deleted")
        return Difference(
            contract: .protobuf, subject: directory, kind: Difference.Kind(rawValue: kebabCase(rule)),
            severity: .breaking,
            operation: [path, object ?? ""].filter { !$0.isEmpty }.joined(separator: "#"),
            place: owner == nil ? "" : named ?? first,
            baseline: oneLine(after(#" from ""#) ?? (isGone ? "present" : "")),
            candidate: oneLine(after(#"" to ""#) ?? (isGone ? "deleted" : "")), text: oneLine(text))
    }

    /// The quoted word that begins behind `mark`.
    private func after(_ mark: String) -> String? {
        guard let range = text.firstRange(of: mark) else { return nil }
        let rest = text[range.upperBound...]
        return rest.firstIndex(of: "\"").map { String(rest[..<$0]) }
    }
}
