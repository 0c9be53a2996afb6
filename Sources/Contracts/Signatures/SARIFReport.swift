import GateModel
import JSON

extension SignatureReport {
    /// The results of all runs of a SARIF 2.1.0 log (OASIS standard, sections 3.13, 3.14 and 3.27).
    ///
    /// Suppressions are not heeded: what waives a break is a signed override.
    static func sarifResults(_ output: [UInt8], _ subject: String) throws(NotUnderstood) -> [Difference] {
        let json: JSONValue
        do { json = try JSONParser.parse(output) } catch { throw NotUnderstood(error) }
        guard json["version"]?.string == "2.1.0", let runs = json["runs"]?.array else {
            throw NotUnderstood("what it printed is no SARIF 2.1.0")
        }
        guard !runs.isEmpty else { throw NotUnderstood("its SARIF has no run, so nothing was looked at") }
        var findings: [Difference] = []
        for run in runs {
            let invocations = run["invocations"]?.array ?? []
            guard invocations.allSatisfy({ $0["executionSuccessful"]?.bool != false }) else {
                throw NotUnderstood("its SARIF says that it did not succeed")
            }
            guard let results = run["results"]?.array else {
                throw NotUnderstood("a run of its SARIF has no results")
            }
            for result in results {
                if let finding = try sarifFinding(result, of: run, subject) { findings.append(finding) }
            }
        }
        return findings
    }

    /// Nil where the result says that a rule holds.
    private static func sarifFinding(
        _ result: JSONValue, of run: JSONValue, _ subject: String
    ) throws(NotUnderstood) -> Difference? {
        let rules = run["tool"]?["driver"]?["rules"]?.array ?? []
        let index = result["ruleIndex"]?.integer.flatMap { Int(exactly: $0) }
        let byIndex = index.flatMap { rules.indices.contains($0) ? rules[$0] : nil }
        guard let id = result["ruleId"]?.string ?? byIndex?["id"]?.string else {
            throw NotUnderstood("a result of its SARIF names no rule")
        }
        let rule = byIndex ?? rules.first { $0["id"]?.string == id }
        let kind = result["kind"]?.string ?? "fail"
        if ["pass", "notApplicable"].contains(kind) { return nil }
        let level =
            result["level"]?.string ?? rule?["defaultConfiguration"]?["level"]?.string ?? "warning"
        guard let severity = level == "none" ? .info : CommandLevel.severity(of: level) else {
            throw NotUnderstood("a result of its SARIF has the unknown level '\(oneLine(level))'")
        }
        let location = result["locations"]?.array?.first
        let logical = location?["logicalLocations"]?.array?.first
        let file = location?["physicalLocation"]?["artifactLocation"]?["uri"]?.string
        let fingerprint = result["partialFingerprints"]?.object?.members.first?.value.string
        return finding(
            subject, id: id, severity,
            operation: logical?["fullyQualifiedName"]?.string ?? logical?["name"]?.string ?? file ?? "",
            place: "", change: fingerprint ?? "", text: result["message"]?["text"]?.string ?? "")
    }
}
