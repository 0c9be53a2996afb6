import GateModel
import HTTPClient
import Measuring
import Testing

@Suite struct RequestTemplateFillTests {
    private func filled(_ template: RequestTemplate, _ values: [String: String]) -> HTTPRequest {
        template.filled { values[$0] }
    }

    @Test func valuesInTheTargetArePercentEncoded() {
        let template = RequestTemplate(method: "GET", target: "/a/{x}?q={x}&r={y}")
        #expect(
            filled(template, ["x": "b c/é", "y": "1"]).target == "/a/b%20c%2F%C3%A9?q=b%20c%2F%C3%A9&r=1")
    }

    @Test func aNameWithoutAValueStaysAsItIsWritten() {
        let template = RequestTemplate(method: "GET", target: "/{a}/{b}/{c")
        #expect(filled(template, ["b": "1"]).target == "/{a}/1/{c")
    }

    @Test func valuesInJSONCannotBreakOutOfTheirString() {
        let template = RequestTemplate(
            method: "POST", target: "/", body: .json(#"{"amount": {amount}, "word": "{word}"}"#))
        let request = filled(template, ["amount": "25", "word": #"a"b\c"#])
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"amount": 25, "word": "a\"b\\c"}"#)
        #expect(request.headers == [HTTPHeader(name: "Content-Type", value: "application/json")])
    }

    @Test func aDeclaredContentTypeStays() {
        let own = RequestTemplate.Header(name: "content-type", value: "application/merge-patch+json")
        let template = RequestTemplate(method: "PATCH", target: "/", headers: [own], body: .json("{}"))
        #expect(filled(template, [:]).headers.map(\.value) == ["application/merge-patch+json"])
    }

    @Test func valuesInHeadersAndTextStandAsTheyAre() {
        let header = RequestTemplate.Header(name: "X-User", value: "user {x}")
        let template = RequestTemplate(method: "POST", target: "/", headers: [header], body: .text("<{x}>"))
        let request = filled(template, ["x": "a b"])
        #expect(request.headers == [HTTPHeader(name: "X-User", value: "user a b")])
        #expect(String(decoding: request.body, as: UTF8.self) == "<a b>")
    }
}
