import Contracts
import GateModel
import Testing

@Suite("Error probes") struct ErrorProbeTests {
    let values = [
        Pipeline.NamedValues(name: "member", values: .integers(1...5000)),
        Pipeline.NamedValues(name: "term", values: .choices(["john", "2025"])),
    ]

    private func probes(_ operations: (String, RequestTemplate)...) -> [String] {
        let declared = operations.map { name, request in
            DeclaredOperation(
                name: name, request: request, expect: .success, then: nil, weight: 1,
                position: FilePosition(file: "pipelines/membership.yaml", line: 1, column: 1))
        }
        return errorProbes(for: declared, values: values).map { probe in
            switch probe.request.body {
            case .none: "\(probe.name): \(probe.request.summary)"
            case .json(let text), .text(let text): "\(probe.name): \(probe.request.summary) \(text)"
            }
        }
    }

    @Test("of a read: an id that cannot exist, no number, another method, an unknown path")
    func read() {
        #expect(
            probes(("history", RequestTemplate(method: "GET", target: "/members/{member}/payments?limit=20")))
                == [
                    "history/unknown-id: GET /members/1005000/payments?limit=20",
                    "history/bad-input: GET /members/not-a-number/payments?limit=20",
                    "history/wrong-method: PATCH /members/{member}/payments?limit=20",
                    "service/unknown-path: GET /no-such-path",
                ])
    }

    @Test("replace one place of a path at a time, and none of a query")
    func places() {
        #expect(
            probes(
                (
                    "notes",
                    RequestTemplate(method: "GET", target: "/members/{member}/notes/{term}?of={member}")
                ))
                == [
                    "notes/unknown-id-member: GET /members/1005000/notes/{term}?of={member}",
                    "notes/bad-input-member: GET /members/not-a-number/notes/{term}?of={member}",
                    "notes/unknown-id-term: GET /members/{member}/notes/no-such-term?of={member}",
                    "notes/wrong-method: PATCH /members/{member}/notes/{term}?of={member}",
                    "service/unknown-path: GET /no-such-path",
                ])
    }

    @Test("of a write: each field of the body missing in turn, no field, broken JSON")
    func write() {
        let body = RequestTemplate.Body.json(#"{"amount":25,"Paid_By":"{term}"}"#)
        #expect(
            probes(("pay", RequestTemplate(method: "POST", target: "/payments", body: body))) == [
                #"pay/missing-amount: POST /payments {"Paid_By":"{term}"}"#,
                #"pay/missing-paid-by: POST /payments {"amount":25}"#,
                "pay/empty-object: POST /payments {}",
                #"pay/broken-json: POST /payments {""#,
                #"pay/wrong-content-type: POST /payments {"amount":25,"Paid_By":"{term}"}"#,
                #"pay/missing-content-type: POST /payments {"amount":25,"Paid_By":"{term}"}"#,
                "service/unknown-path: GET /no-such-path",
            ])
    }

    @Test(
        "of a body: a type that it is not, and none",
        arguments: [
            ("POST", RequestTemplate.Body.json("{}"), nil, "text/plain"),
            ("PUT", .json("{}"), "application/merge-patch+json", "text/plain"),
            ("PATCH", .text("a,b"), "text/plain; charset=utf-8", "application/octet-stream"),
        ] as [(String, RequestTemplate.Body, String?, String)])
    func contentTypes(method: String, body: RequestTemplate.Body, own: String?, wrong: String) {
        let key = RequestTemplate.Header(name: "X-Key", value: "k")
        let headers = [key] + (own.map { [RequestTemplate.Header(name: "content-type", value: $0)] } ?? [])
        let operation = DeclaredOperation(
            name: "put", request: RequestTemplate(method: method, target: "/a", headers: headers, body: body),
            expect: .success, then: nil, weight: 1, position: FilePosition(file: "p.yaml", line: 1, column: 1)
        )
        let made = errorProbes(for: [operation], values: []).filter { $0.name.hasSuffix("content-type") }
        let text =
            switch body {
            case .json(let text), .text(let text): text
            case .none: ""
            }
        #expect(
            made == [
                ErrorProbe(
                    name: "put/wrong-content-type",
                    request: RequestTemplate(
                        method: method, target: "/a",
                        headers: [key, .init(name: "Content-Type", value: wrong)],
                        body: body)),
                ErrorProbe(
                    name: "put/missing-content-type",
                    request: RequestTemplate(method: method, target: "/a", headers: [key], body: .text(text))),
            ])
    }

    @Test("of a write without a body have no type")
    func noBody() {
        #expect(probes(("touch", RequestTemplate(method: "PUT", target: "/a"))) == [])
    }

    @Test("of a body that is no JSON before its places are filled leave its fields alone")
    func unreadableBody() {
        let body = RequestTemplate.Body.json(#"{"amount":{member}}"#)
        #expect(
            probes(("pay", RequestTemplate(method: "POST", target: "/payments", body: body))) == [
                "pay/empty-object: POST /payments {}",
                #"pay/broken-json: POST /payments {""#,
                #"pay/wrong-content-type: POST /payments {"amount":{member}}"#,
                #"pay/missing-content-type: POST /payments {"amount":{member}}"#,
                "service/unknown-path: GET /no-such-path",
            ])
    }

    @Test("make no request twice, and none that is declared")
    func deduplicated() {
        let member = RequestTemplate(method: "GET", target: "/members/{member}")
        #expect(
            probes(
                ("a", member), ("b", member),
                ("unknown", RequestTemplate(method: "GET", target: "/members/1005000")))
                == [
                    "a/bad-input: GET /members/not-a-number",
                    "a/wrong-method: PATCH /members/{member}",
                    "unknown/wrong-method: PATCH /members/1005000",
                    "service/unknown-path: GET /no-such-path",
                ])
    }

    @Test("take a method that is not declared for the path")
    func declaredPatch() {
        #expect(
            probes(
                ("get", RequestTemplate(method: "GET", target: "/health?verbose=1")),
                ("patch", RequestTemplate(method: "PATCH", target: "/health")))
                == [
                    "get/wrong-method: PUT /health?verbose=1",
                    "service/unknown-path: GET /no-such-path",
                ])
    }

    @Test("keep the headers of the request they are made from")
    func headers() {
        let operation = DeclaredOperation(
            name: "a",
            request: RequestTemplate(
                method: "GET", target: "/a", headers: [.init(name: "Authorization", value: "x")]),
            expect: .success, then: nil, weight: 1,
            position: FilePosition(file: "pipelines/membership.yaml", line: 1, column: 1))
        #expect(
            errorProbes(for: [operation], values: []).first
                == ErrorProbe(
                    name: "a/wrong-method",
                    request: RequestTemplate(
                        method: "PATCH", target: "/a", headers: [.init(name: "Authorization", value: "x")])))
    }

    @Test("of nothing are none")
    func none() {
        #expect(errorProbes(for: [], values: values) == [])
    }
}
