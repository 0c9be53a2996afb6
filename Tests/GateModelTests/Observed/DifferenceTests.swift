import JSON
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

    @Test("what is written is read again")
    func roundTrip() throws {
        let written = difference(.openapi, change: "x")
        #expect(try JCS.read(Difference.self, from: try JCS.bytes(written)) == written)
    }
}
