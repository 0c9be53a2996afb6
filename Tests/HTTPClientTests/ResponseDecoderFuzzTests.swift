import Testing

@testable import HTTPClient

@Suite("ResponseDecoder, of random bytes")
struct ResponseDecoderFuzzTests {
    private enum Result: Equatable {
        case progress(complete: HTTPResponse?, keepsAlive: Bool)
        case failure(HTTPFailure)
    }

    /// Feeds the pieces and then the end; stops where the response is complete.
    private func result(of pieces: [ArraySlice<UInt8>], limits: HTTPLimits) -> Result {
        var decoder = ResponseDecoder(method: "GET", limits: limits)
        do throws(HTTPFailure) {
            for piece in pieces {
                if case .complete(let response, _, let keepsAlive) = try decoder.decode(piece) {
                    return .progress(complete: response, keepsAlive: keepsAlive)
                }
            }
            return .progress(complete: try decoder.end(), keepsAlive: false)
        } catch {
            return .failure(error)
        }
    }

    @Test(
        "mutated responses end the same way however they are cut, within the limits", arguments: [1, 2, 3, 4])
    func mutations(_ seed: UInt64) {
        var random = SplitMix64(state: seed)
        let limits = HTTPLimits(headerBytes: 120, headerCount: 4, bodyBytes: 64)
        var complete = 0
        for bytes in damagedResponses(400, &random) {
            let whole = result(of: [bytes[...]], limits: limits)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            #expect(result(of: [bytes[..<cut], bytes[cut...]], limits: limits) == whole)
            if case .progress(let response?, _) = whole {
                complete += 1
                #expect(response.body.count <= 64)
                #expect(response.headers.count <= 4)
            }
        }
        #expect((40...360).contains(complete))
    }

    @Test("noise is never taken for a response")
    func noise() {
        var random = SplitMix64(state: 7)
        for _ in 0..<300 {
            let bytes = (0..<100).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            guard case .failure = result(of: [bytes[...]], limits: HTTPLimits()) else {
                Issue.record("\(bytes)")
                return
            }
        }
    }
}
