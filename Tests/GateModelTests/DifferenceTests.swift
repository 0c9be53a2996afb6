import Foundation
import Testing

@testable import GateModel

struct DifferenceTests {
    private func difference(
        _ contract: Contract, change: String = "", seen: Int = 1, baseline: String = "a"
    ) -> Difference {
        Difference(
            contract: contract, subject: contract == .answers ? "" : "api/v1.yaml", kind: .statusChanged,
            severity: .breaking, operation: "search/unknown-id", place: "/items/*", change: change,
            baseline: baseline, candidate: "b", seen: seen, compared: 12)
    }

    @Test("a fingerprint names the promise, not what was seen of its break")
    func fingerprint() {
        #expect(difference(.answers).fingerprint == "status-changed/search/unknown-id/.items.*")
        #expect(
            difference(.answers, seen: 7, baseline: "c").fingerprint == difference(.answers).fingerprint)
        #expect(
            difference(.openapi, change: "404-500").fingerprint
                == "openapi/api.v1.yaml/status-changed/search.unknown-id/.items.*/404-500")
    }

    @Test("evidence of before there were other contracts is of answers")
    func earlier() throws {
        let text = """
            {"kind":"field-removed","severity":"breaking","operation":"search","place":"/id","baseline":"1",
            "candidate":"absent","seen":2,"compared":12}
            """
        let read = try JSONDecoder().decode(Difference.self, from: Data(text.utf8))
        #expect(read.contract == .answers && read.subject.isEmpty && read.change.isEmpty && read.text == nil)
        #expect(read.kind == .fieldRemoved)
    }

    @Test("what is written is read again")
    func roundTrip() throws {
        let written = difference(.openapi, change: "x")
        let data = try JSONEncoder().encode(written)
        #expect(try JSONDecoder().decode(Difference.self, from: data) == written)
    }
}
