import DecisionLog
import GateModel
import JSON
import Testing

@Suite struct Ed25519PublicKeyTests {
    @Test func acceptsWhatItsPrivateKeySigned() throws {
        let key = try testKey(1)
        let signature = try key.sign([1, 2, 3])
        #expect(signature.count == 64)
        #expect(key.publicKey.verifies(signature, of: [1, 2, 3]))
        #expect(!key.publicKey.verifies(signature, of: [1, 2, 4]))
        #expect(try !testKey(2).publicKey.verifies(signature, of: [1, 2, 3]))
    }

    @Test("refuses a signature with one bit changed", arguments: [0, 31, 32, 63])
    func refusesASignatureWithOneBitChanged(position: Int) throws {
        let key = try testKey(1)
        var signature = try key.sign([])
        signature[position] ^= 1
        #expect(!key.publicKey.verifies(signature, of: []))
    }

    @Test func refusesTheSameSignatureWithLAddedToS() throws {
        // S + L gives the same point, so a verifier that does not demand S < L takes it.
        let order: [UInt8] =
            [
                0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
                0x14,
            ] + [UInt8](repeating: 0, count: 15) + [0x10]
        let key = try testKey(1)
        var signature = try key.sign([])
        var carry: UInt16 = 0
        for position in 0..<32 {
            let sum = UInt16(signature[32 + position]) + UInt16(order[position]) + carry
            signature[32 + position] = UInt8(truncatingIfNeeded: sum)
            carry = sum >> 8
        }
        #expect(!key.publicKey.verifies(signature, of: []))
    }

    @Test("refuses other lengths", arguments: [0, 31, 33, 64])
    func refusesOtherLengths(count: Int) throws {
        #expect(Ed25519PublicKey([UInt8](repeating: 1, count: count)) == nil)
        #expect(Ed25519PrivateKey(seed: [UInt8](repeating: 1, count: count)) == nil)
        #expect(try !testKey(1).publicKey.verifies([UInt8](repeating: 1, count: count), of: []))
    }

    @Test func printingAPrivateKeyShowsNothingSecret() throws {
        for key: any CustomReflectable in [try testKey(1), try testPrivateKey(1)] as [any CustomReflectable] {
            var dumped = ""
            dump(key, to: &dumped)
            #expect("\(key)" == "private key of \(try testKey(1).publicKey.fingerprint)")
            #expect(!dumped.contains("seed") && !dumped.contains("holder"))
        }
    }
}

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct Ed25519PublishedVectorsTests {
    @Test func wycheproofIsJudgedAsLabelled() throws {
        let json = try JSONParser.parse(SharedVectors.bytes("ed25519/wycheproof_ed25519_test.json"))
        var count = 0
        for group in try #require(json["testGroups"]?.array) {
            let key = try #require(Ed25519PublicKey(try hexBytes(group, "/publicKey/pk")))
            for test in try #require(group["tests"]?.array) {
                let isValid = key.verifies(try hexBytes(test, "/sig"), of: try hexBytes(test, "/msg"))
                #expect(isValid == (test["result"] == "valid"), "tcId \(test["tcId"] ?? nil)")
                count += 1
            }
        }
        #expect(count == 151)
    }

    @Test func signsAsThePublishedVectorsDo() throws {
        var count = 0
        for line in try SharedVectors.text("ed25519/sign.input").split(separator: "\n") {
            let fields = try line.split(separator: ":", omittingEmptySubsequences: false).map {
                try #require(bytes(hex: $0))
            }
            let key = try #require(Ed25519PrivateKey(seed: Array(fields[0].prefix(32))))
            let signature = Array(fields[3].prefix(64))
            #expect(key.publicKey.bytes == fields[1])
            #expect(key.sign(fields[2]) == signature)
            #expect(key.publicKey.verifies(signature, of: fields[2]))
            count += 1
        }
        #expect(count == 1024)
    }

    private func hexBytes(_ json: JSONValue, _ pointer: JSONPointer) throws -> [UInt8] {
        let digits = try #require(json.at(pointer: pointer)?.string)
        return try #require(bytes(hex: digits))
    }
}
