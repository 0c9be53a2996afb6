import Contracts
import GateModel
import Testing

/// What griffe 2.4.1 says through the script, of two small modules.
private let printed = #"""
    {"griffe": "2.4.1", "modules": 1, "gaps": [], "breakages": [{"kind": "PARAMETER_MOVED", "object": "membership.api.measure", "parameter": "scale", "baseline": "scale = 1", "candidate": "scale = 2", "details": "position: from 1 to 2 (+1)"}, {"kind": "PARAMETER_CHANGED_DEFAULT", "object": "membership.api.measure", "parameter": "scale", "baseline": "scale = 1", "candidate": "scale = 2", "details": null}, {"kind": "OBJECT_REMOVED", "object": "membership.api.gone", "parameter": null, "baseline": "function", "candidate": null, "details": null}]}
    """#

private func report(_ text: String) throws -> SignatureReport {
    try .griffe(Array(text.utf8), module: "membership.api")
}

@Suite struct GriffeReportTests {
    @Test func eachBreakageIsNamedByRuleObjectAndParameter() throws {
        #expect(
            try report(printed).differences.map(\.fingerprint) == [
                "python/membership.api/object-removed/membership.api.gone",
                "python/membership.api/parameter-moved/membership.api.measure/scale",
                "python/membership.api/parameter-changed-default/membership.api.measure/scale",
            ])
    }

    @Test func anotherDefaultIsAWarningSinceEveryCallStaysRight() throws {
        #expect(try report(printed).differences.map(\.severity) == [.breaking, .breaking, .warning])
    }

    @Test func whatDoesNotParseIsAGapAndNoPass() throws {
        let text =
            #"{"griffe": "", "modules": 2, "gaps": ["candidate: api.py does not parse"], "breakages": []}"#
        #expect(try report(text).gaps == ["candidate: api.py does not parse"])
    }

    @Test(
        "rubbish is not understood",
        arguments: [
            "", "[]", "{}", "{\"breakages\": [], \"gaps\": [], \"modules\": 0}",
            "{\"breakages\": [], \"gaps\": []}", "Traceback",
        ])
    func rubbish(text: String) {
        #expect(throws: NotUnderstood.self) { try report(text) }
    }
}
