import Foundation
import Testing

@testable import GateModel

@Suite("Evidence of earlier versions") struct EarlierEvidenceTests {
    private func read<Value: Decodable>(_ type: Value.Type, without key: String, _ value: some Encodable)
        throws -> Value
    {
        let object = try #require(
            try JSONSerialization.jsonObject(with: try JSONEncoder().encode(value)) as? [String: Any])
        #expect(object[key] != nil)
        let data = try JSONSerialization.data(withJSONObject: object.filter { $0.key != key })
        return try JSONDecoder().decode(type, from: data)
    }

    @Test("of an operation names no promises")
    func promises() throws {
        let exchange = DeclaredOperation.Exchange(
            request: RequestTemplate(method: "PUT", target: "/a"), expect: .success, then: nil,
            promises: [.idempotent, .ordered])
        let earlier = try read(DeclaredOperation.Exchange.self, without: "promises", exchange)
        #expect(earlier.promises == [])
        #expect(earlier.request == exchange.request && earlier.expect == .success)
    }

    @Test("of a comparison of answers names no reason of its own")
    func probe() throws {
        let probe = Probe(operation: "search", inputs: 12, failure: Inconclusive(.notRepeatable, "why"))
        #expect(
            try read(Probe.self, without: "failure", probe) == Probe(operation: "search", inputs: 12))
    }

    @Test("of this version is read again")
    func roundTrip() throws {
        let exchange = DeclaredOperation.Exchange(
            request: RequestTemplate(method: "PUT", target: "/a"), expect: .success, then: nil,
            promises: .ordered)
        let data = try JSONEncoder().encode(exchange)
        #expect(try JSONDecoder().decode(DeclaredOperation.Exchange.self, from: data) == exchange)
    }
}
