import Testing

@testable import HTTPClient

@Suite("ResponseDecoder, of random bytes")
struct ResponseDecoderFuzzTests {
    private struct SplitMix64: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
            return mixed ^ (mixed >> 31)
        }
    }

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
        let models = [
            "HTTP/1.1 200 OK\r\nContent-Length: 12\r\nX: y\r\n\r\nhello, world",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nT: u\r\n\r\n",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\nConnection: close\r\n\r\nuntil the end",
        ].map { Array($0.utf8) }
        let telling = Array("\r\n :;,0123456789abcdefF-+HTP/\u{0}\u{7f}".utf8) + [0xff]
        var complete = 0
        for round in 0..<400 {
            var bytes = models[round % models.count]
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                let byte = telling[Int.random(in: 0..<telling.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = byte
                case 1: bytes.insert(byte, at: place)
                default: bytes.remove(at: place)
                }
            }
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
