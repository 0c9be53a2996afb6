import Contracts
import GateModel
import Testing

@Suite("The fingerprint of a difference") struct FingerprintTests {
    private func fingerprints(_ baseline: String, _ candidate: String) -> [String] {
        found([ProbedInput(json(baseline), json(candidate))]).map(\.fingerprint)
    }

    @Test("is the same wherever items stand, and whatever their ids are")
    func renumbered() {
        let expected = ["field-removed/search/.rows.*.mail"]
        #expect(
            fingerprints(#"{"rows":[{"id":1,"mail":"a"}]}"#, #"{"rows":[{"id":1}]}"#) == expected)
        #expect(
            fingerprints(
                #"{"rows":[{"id":7,"mail":"b"},{"id":9,"mail":"c"}]}"#,
                #"{"rows":[{"id":7,"mail":"b"},{"id":9}]}"#) == expected)
    }

    @Test("of other data has no data in it")
    func data() {
        #expect(fingerprints(#"{"a":1}"#, #"{"a":2}"#) == ["data-changed/search/.a"])
    }

    @Test("tells apart what types have become")
    func types() {
        #expect(fingerprints(#"{"a":1}"#, #"{"a":"1"}"#) == ["type-changed/search/.a/integer-string"])
        #expect(fingerprints(#"{"a":1}"#, #"{"a":[1]}"#) == ["type-changed/search/.a/integer-array"])
    }

    @Test("tells apart which status became which")
    func statuses() {
        #expect(
            found([ProbedInput(json("{}", status: 404), json("{}", status: 500))]).map(\.fingerprint)
                == ["status-changed/search/404-500"])
    }

    @Test("tells apart what a header lost")
    func headers() {
        let changed = found([
            ProbedInput(
                json("{}", headers: ["Cache-Control": "no-store, private"]),
                json("{}", headers: ["Cache-Control": "no-transform"]))
        ])
        #expect(
            changed.map(\.fingerprint) == [
                "caching-changed/search/cache-control/no-store-lost",
                "caching-changed/search/cache-control/private-lost",
                "caching-changed/search/cache-control/no-transform-gained",
            ])
    }
}
