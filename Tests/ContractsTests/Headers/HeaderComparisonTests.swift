import Contracts
import Testing

@Suite("Headers") struct HeaderComparisonTests {
    @Test(
        "weigh what they mean to a client",
        arguments: [
            (
                "Cache-Control", "max-age=30", "max-age=60",
                "breaking caching-changed cache-control: max-age=30 -> max-age=60 (1 of 1)"
            ),
            ("Location", "/a", "/b", "breaking header-changed location: /a -> /b (1 of 1)"),
            ("Allow", "GET", "GET, POST", "breaking header-changed allow: GET -> GET, POST (1 of 1)"),
            (
                "WWW-Authenticate", "Basic", "Bearer",
                "breaking header-changed www-authenticate: Basic -> Bearer (1 of 1)"
            ),
            (
                "Access-Control-Allow-Origin", "*", "x",
                "breaking security-header-changed access-control-allow-origin: * -> x (1 of 1)"
            ),
            (
                "X-Frame-Options", "DENY", nil,
                "breaking security-header-removed x-frame-options: DENY -> absent (1 of 1)"
            ),
            ("X-Total", "3", nil, "breaking header-removed x-total: 3 -> absent (1 of 1)"),
            ("X-Total", "3", "4", "info header-changed x-total: 3 -> 4 (1 of 1)"),
            ("X-New", nil, "1", "info header-added x-new: absent -> 1 (1 of 1)"),
            ("Sunset", "soon", "sooner", "warning deprecation-changed sunset: soon -> sooner (1 of 1)"),
            ("Deprecation", "@1", nil, "warning deprecation-changed deprecation: @1 -> absent (1 of 1)"),
        ] as [(String, String?, String?, String)])
    func severity(name: String, baseline: String?, candidate: String?, expected: String) {
        func answer(_ value: String?) -> ObservedAnswer {
            json("{}", headers: value.map { [name: $0] } ?? [:])
        }
        #expect(differences(ProbedInput(answer(baseline), answer(candidate))) == [expected])
    }

    @Test("tell each directive for caches apart")
    func directives() {
        let found = differences(
            ProbedInput(
                json("{}", headers: ["Cache-Control": "no-store"]),
                json("{}", headers: ["Cache-Control": "max-age=60"])))
        #expect(
            found
                == Array(
                    repeating: "breaking caching-changed cache-control: no-store -> max-age=60 (1 of 1)",
                    count: 2))
    }

    @Test(
        "of the connection and the moment are not compared",
        arguments: [
            "Date", "Server", "Connection", "Keep-Alive", "Content-Length", "Transfer-Encoding",
            "Server-Timing",
            "Age", "X-Query-Count",
        ])
    func ignored(name: String) {
        #expect(
            differences(
                ProbedInput(json("{}", headers: [name: "1"]), json("{}", headers: [name: "2"])),
                ProbedInput(json("{}", headers: [name: "1"]), json("{}")), ignoring: ["x-query-count"]) == [])
    }

    @Test("are found whatever the case of their names and the order of a list in them")
    func spelling() {
        #expect(
            differences(
                ProbedInput(
                    json("{}", headers: ["Vary": "Accept, Origin"]),
                    json("{}", headers: ["vary": "Origin,Accept"]))) == [])
    }

    @Test("that differ between the baseline's runs have to be there, with any value")
    func volatileHeader() {
        let first = json("{}", headers: ["ETag": "1", "X-Sometimes": "1"])
        let again = json("{}", headers: ["ETag": "2"])
        #expect(differences(ProbedInput(first, again: again, json("{}", headers: ["ETag": "3"]))) == [])
        #expect(
            differences(ProbedInput(first, again: again, json("{}")))
                == ["breaking header-removed etag: 1 -> absent (1 of 1)"])
    }

    @Test(
        "say the content type, whose spelling does not count",
        arguments: [
            ("application/json", "application/json; charset=UTF-8", []),
            ("text/html;charset=utf-8", "Text/HTML; charset=\"UTF-8\"", []),
            (
                "text/html; charset=utf-8", "text/html; charset=latin1",
                [
                    "breaking content-type-changed content-type: text/html; charset=utf-8 -> "
                        + "text/html; charset=latin1 (1 of 1)"
                ]
            ),
            ("a/b; x=1; y=2", "a/b;y=2;x=1", []),
            (
                "application/json", "text/plain",
                ["breaking content-type-changed content-type: application/json -> text/plain (1 of 1)"]
            ),
        ])
    func contentType(baseline: String, candidate: String, expected: [String]) {
        #expect(
            differences(ProbedInput(json("{}", type: baseline), json("{}", type: candidate))) == expected)
    }

    @Test("with a volatile boundary still say the same content type")
    func volatileContentType() {
        #expect(
            differences(
                ProbedInput(
                    text("a", type: "multipart/mixed; boundary=1"),
                    again: text("a", type: "multipart/mixed; boundary=2"),
                    text("a", type: "multipart/form-data; boundary=3"))) == [
                    "breaking content-type-changed content-type: multipart/mixed; boundary=1 -> "
                        + "multipart/form-data; boundary=3 (1 of 1)"
                ])
    }
}
