import Contracts
import GateModel
import Testing

/// `breaking caching-changed no-store-lost`, for each difference of one header.
private func changes(
    _ name: String, _ baseline: String?, _ candidate: String?, asksForCodings: Bool = false
) -> [String] {
    func answer(_ value: String?) -> ObservedAnswer { json("{}", headers: value.map { [name: $0] } ?? [:]) }
    let operation = ProbedOperation(
        operation: "search", inputs: [ProbedInput(answer(baseline), answer(candidate))],
        asksForCodings: asksForCodings)
    return compare([operation]).differences.map { difference in
        "\(difference.severity.rawValue) \(difference.kind.rawValue)"
            + (difference.change.isEmpty ? "" : " \(difference.change)")
    }
}

@Suite("What a header means") struct HeaderMeaningTests {
    @Test(
        "to caches: to keep an answer longer, or in more places, breaks",
        arguments: [
            ("no-store, private", "private, no-store", []),
            (
                "no-store", "no-cache",
                ["breaking caching-changed no-store-lost", "warning caching-changed no-cache-gained"]
            ),
            ("private, max-age=60", "max-age=60", ["breaking caching-changed private-lost"]),
            ("max-age=60", "public, max-age=60", ["breaking caching-changed public-gained"]),
            ("max-age=60", "max-age=61", ["breaking caching-changed max-age-raised"]),
            ("max-age=60", "max-age=59", ["warning caching-changed max-age-lowered"]),
            ("max-age=60", "max-age=60, s-maxage=600", ["breaking caching-changed s-maxage-gained"]),
            ("no-store", nil, ["breaking header-removed"]),
            (nil, "max-age=60", ["warning caching-changed max-age-gained"]),
        ] as [(String?, String?, [String])])
    func caching(baseline: String?, candidate: String?, expected: [String]) {
        #expect(changes("Cache-Control", baseline, candidate) == expected)
    }

    @Test(
        "to caches that keep several answers: fewer names in Vary break",
        arguments: [
            ("Accept, Origin", "Accept", ["breaking caching-changed origin-lost"]),
            ("Accept", "Accept, Origin", ["info caching-changed origin-gained"]),
            ("Accept", "*", ["info caching-changed"]), ("Accept", "accept", []),
        ])
    func vary(baseline: String, candidate: String, expected: [String]) {
        #expect(changes("Vary", baseline, candidate) == expected)
    }

    @Test(
        "for transport security: a shorter time protects less",
        arguments: [
            ("max-age=600", "max-age=60", ["breaking security-header-changed max-age-lowered"]),
            ("max-age=600", "max-age=6000", ["info security-header-changed max-age-raised"]),
            (
                "max-age=600; includeSubDomains", "max-age=600",
                ["breaking security-header-changed includesubdomains-lost"]
            ),
            ("max-age=600", "max-age=600; preload", ["info security-header-changed preload-gained"]),
            ("max-age=600", nil, ["breaking security-header-removed"]),
        ] as [(String, String?, [String])])
    func transport(baseline: String, candidate: String?, expected: [String]) {
        #expect(changes("Strict-Transport-Security", baseline, candidate) == expected)
    }

    @Test(
        "for a page's content, directive by directive",
        arguments: [
            (
                "default-src 'self'; img-src a b", "img-src b a; default-src 'self'", []
            ),
            (
                "default-src 'self'; script-src a", "default-src 'self'; script-src a b",
                ["breaking security-header-changed script-src"]
            ),
            ("script-src 'nonce-abc'", "script-src 'nonce-def'", []),
            ("default-src 'self'", nil, ["breaking security-header-removed"]),
        ] as [(String, String?, [String])])
    func contentPolicy(baseline: String, candidate: String?, expected: [String]) {
        #expect(changes("Content-Security-Policy", baseline, candidate) == expected)
    }

    @Test(
        "for pages of other origins: less of a list breaks",
        arguments: [
            ("GET, PUT", "GET", ["breaking security-header-changed put-lost"]),
            ("GET", "GET, PUT", ["info security-header-changed put-gained"]),
            ("GET", "*", ["info security-header-changed all-gained"]),
            (
                "*", "GET",
                ["breaking security-header-changed all-lost", "info security-header-changed get-gained"]
            ),
        ])
    func otherOrigins(baseline: String, candidate: String, expected: [String]) {
        #expect(changes("Access-Control-Allow-Methods", baseline, candidate) == expected)
    }

    @Test(
        "for a browser that must not guess or frame",
        arguments: ["X-Content-Type-Options", "X-Frame-Options", "Cross-Origin-Opener-Policy"])
    func browser(name: String) {
        #expect(changes(name, "nosniff", nil) == ["breaking security-header-removed"])
        #expect(changes(name, "nosniff", "NoSniff") == [])
        #expect(changes(name, "nosniff", "other") == ["breaking security-header-changed"])
    }

    @Test(
        "of an end to come: a warning",
        arguments: [
            ("Deprecation", nil, "@1688169599", ["warning deprecation-changed gained"]),
            ("Sunset", nil, "Sat, 31 Dec 2026 23:59:59 GMT", ["warning deprecation-changed gained"]),
            ("Sunset", "Sat, 31 Dec 2026 23:59:59 GMT", nil, ["warning deprecation-changed lost"]),
            (
                "Link", nil, #"<https://a/b>; rel="deprecation""#,
                ["warning deprecation-changed deprecation-gained"]
            ),
        ] as [(String, String?, String?, [String])])
    func ends(name: String, baseline: String?, candidate: String?, expected: [String]) {
        #expect(changes(name, baseline, candidate) == expected)
    }

    @Test(
        "of other pages: a relation that is gone breaks who follows it",
        arguments: [
            (#"</a?p=2>; rel="next", </a>; rel=first"#, "</a>; rel=first", ["breaking link-removed next"]),
            (
                "</a>; rel=first", #"</a?p=2>; rel="next", </a>; rel=first"#,
                ["info header-changed next-gained"]
            ),
            (#"</a;x,y>; rel="next last""#, #"</b>; rel="last next""#, ["info header-changed"]),
        ])
    func links(baseline: String, candidate: String, expected: [String]) {
        #expect(changes("Link", baseline, candidate) == expected)
    }

    @Test("of a coding: a client that has not asked for it may not know it")
    func coding() {
        #expect(
            changes("Content-Encoding", nil, "gzip") == ["breaking content-encoding-changed identity-gzip"])
        #expect(changes("Content-Encoding", "gzip", nil) == ["info content-encoding-changed gzip-identity"])
        #expect(
            changes("Content-Encoding", nil, "gzip", asksForCodings: true)
                == ["info content-encoding-changed identity-gzip"])
    }

    @Test("is the baseline's own where its two runs differ in it")
    func ownChange() {
        func answer(_ value: String) -> ObservedAnswer { json("{}", headers: ["Cache-Control": value]) }
        #expect(
            differences(
                ProbedInput(answer("max-age=60"), again: answer("max-age=59"), answer("max-age=61"))) == [])
        #expect(
            differences(
                ProbedInput(
                    answer("private, max-age=60"), again: answer("private, max-age=59"), answer("max-age=58"))
            ) == [
                "breaking caching-changed cache-control: private, max-age=60 -> max-age=58 (1 of 1)"
            ])
    }

    @Test("that came now and then and does not come any more is gone")
    func goneHeader() {
        let with = json("{}", headers: ["X-Hint": "a"])
        let mixed = (0..<12).map { number in
            ProbedInput(
                number % 3 == 0 ? json("{}") : with, again: number % 3 == 1 ? json("{}") : with, json("{}"))
        }
        #expect(
            differences(mixed) == [
                "breaking header-removed x-hint: in 16 of 24 answers -> in none of 12 (12 of 12)"
            ])
    }
}
