import Contracts
import Testing

@Suite("A cookie") struct CookieTests {
    private func compared(_ baseline: String?, _ candidate: String?) -> [String] {
        func answer(_ cookie: String?) -> ObservedAnswer {
            json("{}", headers: cookie.map { ["Set-Cookie": $0] } ?? [:])
        }
        return differences(ProbedInput(answer(baseline), answer(candidate)))
    }

    @Test(
        "keeps its protection and where it goes",
        arguments: [
            ("s=1; Secure", "s=1", "breaking cookie-changed set-cookie/s: secure -> no attributes (1 of 1)"),
            (
                "s=1; HttpOnly", "s=1",
                "breaking cookie-changed set-cookie/s: httponly -> no attributes (1 of 1)"
            ),
            ("s=1", "s=1; Secure", "warning cookie-changed set-cookie/s: no attributes -> secure (1 of 1)"),
            (
                "s=1; SameSite=Strict", "s=1; SameSite=Lax",
                "breaking cookie-changed set-cookie/s: samesite=strict -> samesite=lax (1 of 1)"
            ),
            (
                "s=1; SameSite=Lax", "s=1; SameSite=Strict",
                "warning cookie-changed set-cookie/s: samesite=lax -> samesite=strict (1 of 1)"
            ),
            (
                "s=1; SameSite=Lax", "s=1",
                "breaking cookie-changed set-cookie/s: samesite=lax -> no attributes (1 of 1)"
            ),
            (
                "s=1; Path=/", "s=1; Path=/a",
                "breaking cookie-changed set-cookie/s: path=/ -> path=/a (1 of 1)"
            ),
            (
                "s=1; Domain=a.example", "s=1; Domain=b.example",
                "breaking cookie-changed set-cookie/s: domain=a.example -> domain=b.example (1 of 1)"
            ),
            (
                "s=1; Max-Age=60", "s=1",
                "warning cookie-changed set-cookie/s: max-age=60 -> no attributes (1 of 1)"
            ),
            ("s=1; Secure", nil, "breaking cookie-removed set-cookie/s: secure -> absent (1 of 1)"),
            (nil, "s=1; Secure", "info cookie-added set-cookie/s: absent -> secure (1 of 1)"),
        ] as [(String?, String?, String)])
    func attributes(baseline: String?, candidate: String?, expected: String) {
        #expect(compared(baseline, candidate) == [expected])
    }

    @Test(
        "holds another value each time, until another moment",
        arguments: [
            ("s=1; Secure", "s=2; secure"), ("s=1; Max-Age=60", "s=1; Max-Age=90"),
            ("s=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "s=1; Expires=Thu, 22 Oct 2026 07:28:00 GMT"),
            ("nonsense", "other nonsense"),
        ])
    func unchanged(baseline: String, candidate: String) {
        #expect(compared(baseline, candidate) == [])
    }

    @Test("that the baseline sets in one of its runs is not held to anything")
    func sometimes() {
        #expect(
            differences(
                ProbedInput(json("{}", headers: ["Set-Cookie": "s=1"]), again: json("{}"), json("{}"))) == [])
    }

    @Test("is one of several, each with its own name")
    func several() {
        let both = ObservedAnswer.Answer(
            status: 200,
            headers: [
                .init(name: "Set-Cookie", value: "a=1; Secure"), .init(name: "Set-Cookie", value: "b=1"),
            ])
        #expect(
            differences(
                ProbedInput(
                    ObservedAnswer(outcome: .answered(both)),
                    ObservedAnswer(outcome: .answered(.init(status: 200, headers: [both.headers[0]])))))
                == ["breaking cookie-removed set-cookie/b: no attributes -> absent (1 of 1)"])
    }
}
