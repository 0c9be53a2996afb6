import GateModel
import HTTPClient
import Testing

@testable import Measuring

@Suite("A request pattern") struct RequestPatternTests {
    private let address = ServiceAddress(host: "127.0.0.1", port: 8080)
    private let values = [
        Pipeline.NamedValues(name: "item", values: .integers(-2...999)),
        Pipeline.NamedValues(name: "word", values: .choices(["a b", "\"é\"/\\", "mark0-0-", "{item}"])),
    ]

    private static let templates = [
        RequestTemplate(method: "GET", target: "/items/{item}?q={word}&again={item}"),
        RequestTemplate(method: "GET", target: "/{word}{item}{word}/{unknown}/mark0-1-"),
        RequestTemplate(
            method: "POST", target: "/items",
            body: .json(#"{"word": "{word}", "number": {item}, "mark1-0-": ["{word}", "{item}"]}"#)),
        RequestTemplate(
            method: "PUT", target: "/", headers: [RequestTemplate.Header(name: "X-Item", value: "<{item}>")],
            body: .text("{word}={item}")),
        RequestTemplate(method: "DELETE", target: "/items/{item}"),
        RequestTemplate(method: "POST", target: "/empty"),
    ]

    @Test("writes what a filled template says, byte by byte", arguments: templates.indices)
    func bytes(index: Int) throws {
        let template = Self.templates[index]
        let pattern = try RequestPattern(template, values: values, address: address, wantsResponse: false)
        let pool = ValuePool(values)
        var generator = SystemRandomNumberGenerator()
        var different: Set<[UInt8]> = []
        for _ in 0..<100 {
            let drawn = pool.draw(&generator)
            let texts = pool.texts(of: drawn)
            let expected = try template.filled { texts[$0] }.at(address).bytes(host: address.place)
            #expect(pattern.bytes(drawn, cookies: nil) == expected, "\(texts)")
            different.insert(expected)
        }
        #expect((different.count == 1) == (pattern.fixed != nil))
    }

    @Test("adds cookies as a header")
    func cookies() throws {
        let template = RequestTemplate(method: "GET", target: "/a")
        let pattern = try RequestPattern(template, values: [], address: address, wantsResponse: false)
        var request = template.filled { _ in nil }.at(address)
        request.headers.append(HTTPHeader(name: "Cookie", value: "a=1; b=2"))
        #expect(pattern.bytes([], cookies: "a=1; b=2") == (try request.bytes(host: address.place)))
    }

    @Test("refuses a value that would break the request, whichever one it is")
    func brokenValue() throws {
        let template = RequestTemplate(
            method: "GET", target: "/", headers: [RequestTemplate.Header(name: "X", value: "{word}")])
        let values = [Pipeline.NamedValues(name: "word", values: .choices(["fine", "two\r\nlines"]))]
        #expect(throws: RequestFault.self) {
            try RequestPattern(template, values: values, address: address, wantsResponse: false)
        }
    }
}
