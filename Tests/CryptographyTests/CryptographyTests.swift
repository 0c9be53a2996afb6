import Cryptography
import JSON
import Testing

@Suite struct CryptographyTests {
    /// The examples of FIPS 180-4's secure hash standard and RFC 4231, 4.3.
    @Test func publishedDigests() {
        let abc = Array("abc".utf8)
        #expect(
            hexadecimal(sha256(abc)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hexadecimal(sha256([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(hexadecimal(sha512(abc)).hasPrefix("ddaf35a193617abacc417349ae204131"))
        #expect(sha512(abc).count == 64)
        let code = hmacSHA256(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        #expect(hexadecimal(code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("pieces give what the whole gives", arguments: [0, 1, 63, 64, 65, 1000])
    func pieces(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        var running = RunningSHA256()
        running.update(Array(bytes.prefix(count / 3)))
        running.update([])
        running.update(Array(bytes.dropFirst(count / 3)))
        #expect(running.finish() == sha256(bytes))
    }

    @Test func codesAreEqualByEveryByte() {
        #expect(areEqualInConstantTime([1, 2], [1, 2]))
        #expect(areEqualInConstantTime([], []))
        #expect(!areEqualInConstantTime([1, 2], [1, 3]))
        #expect(!areEqualInConstantTime([1, 2], [1]))
    }

    /// RFC 8032, 7.1, test 2.
    @Test func publishedSignature() {
        let seed = bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let publicKey = Ed25519.publicKey(seed: seed)
        #expect(
            hexadecimal(publicKey) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = Ed25519.sign([0x72], seed: seed)
        #expect(hexadecimal(signature).hasPrefix("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8f"))
        #expect(Ed25519.verifies(signature, of: [0x72], publicKey: publicKey))
        #expect(!Ed25519.verifies(signature, of: [0x73], publicKey: publicKey))
        #expect(!Ed25519.verifies([], of: [0x72], publicKey: publicKey))
        #expect(!Ed25519.verifies(signature, of: [0x72], publicKey: [1]))
    }

    @Test func seedsAreNew() {
        let seed = Ed25519.makeSeed()
        #expect(seed.count == 32 && seed != Ed25519.makeSeed())
    }

    private func bytes(_ digits: String) -> [UInt8] {
        let digits = Array(digits)
        return stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
    }
}
