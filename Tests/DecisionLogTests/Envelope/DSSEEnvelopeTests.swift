import DecisionLog
import GateModel
import JSON
import Testing

@Suite struct DSSEEnvelopeTests {
    private let type = "application/vnd.in-toto+json"

    @Test func theEncodingCountsBytesNotCharacters() {
        #expect(
            DSSEEnvelope.preAuthenticationEncoding(Array("€".utf8), payloadType: "é")
                == Array("DSSEv1 2 é 3 €".utf8))
        #expect(DSSEEnvelope.preAuthenticationEncoding([], payloadType: "") == Array("DSSEv1 0  0 ".utf8))
    }

    @Test func whatIsSignedVerifiesAfterReadingBack() throws {
        let keys = try [testKey(1), testKey(2)]
        let bytes = try DSSEEnvelope.sign([0x7b, 0x7d], payloadType: type, with: keys).canonicalBytes
        let envelope = try DSSEEnvelope(parsing: bytes)
        #expect(envelope.payload == [0x7b, 0x7d])
        #expect(envelope.payloadType == type)
        #expect(envelope.canonicalBytes == bytes)
        let publicKeys = keys.map(\.publicKey)
        #expect(envelope.signatures.map(\.keyID) == publicKeys.map(\.fingerprint))
        #expect(envelope.signers(among: publicKeys + [try testKey(3).publicKey]) == Set(publicKeys))
        #expect(envelope.signers(among: [try testKey(3).publicKey]) == [])
    }

    @Test func theStoredFormIsCanonicalJSON() {
        let envelope = DSSEEnvelope(
            payload: [0xfb, 0xef, 0xff], payloadType: "t",
            signatures: [.init(keyID: nil, bytes: [0]), .init(keyID: "k", bytes: [1])])
        #expect(
            String(decoding: envelope.canonicalBytes, as: UTF8.self)
                == #"{"payload":"++//","payloadType":"t","signatures":"#
                + #"[{"sig":"AA=="},{"keyid":"k","sig":"AQ=="}]}"#)
    }

    @Test func twoSignaturesByOneKeyCountOnce() throws {
        let key = try testKey(1)
        let once = try DSSEEnvelope.sign([], payloadType: type, with: [key]).signatures[0]
        let twice = DSSEEnvelope(
            payload: [], payloadType: type,
            signatures: [
                once, .init(keyID: "someone else", bytes: once.bytes), .init(keyID: nil, bytes: once.bytes),
            ])
        #expect(twice.signers(among: [key.publicKey, key.publicKey]).count == 1)
    }

    @Test func theTypeIsSignedToo() throws {
        let key = try testKey(1)
        let signatures = try DSSEEnvelope.sign([1], payloadType: type, with: [key]).signatures
        let other = DSSEEnvelope(payload: [1], payloadType: type + "2", signatures: signatures)
        #expect(other.signers(among: [key.publicKey]) == [])
    }

    @Test func aWrongKeyIDDoesNotMatter() throws {
        let key = try testKey(1)
        let signature = try DSSEEnvelope.sign([1], payloadType: type, with: [key]).signatures[0]
        let envelope = DSSEEnvelope(
            payload: [1], payloadType: type,
            signatures: [.init(keyID: try testKey(2).publicKey.fingerprint, bytes: signature.bytes)])
        #expect(envelope.signers(among: try [key.publicKey, testKey(2).publicKey]) == [key.publicKey])
    }

    @Test func bothAlphabetsAndUnknownMembersAreRead() throws {
        let text =
            #"{"x": 1, "signatures": [{"sig": "--__", "cert": ""}], "payload": "--__", "payloadType": "t"}"#
        let envelope = try DSSEEnvelope(parsing: Array(text.utf8))
        #expect(envelope.payload == [0xfb, 0xef, 0xff])
        #expect(envelope.signatures == [.init(keyID: nil, bytes: [0xfb, 0xef, 0xff])])
        #expect(envelope.canonicalBytes != Array(text.utf8))
    }

    @Test(
        "says what is wrong",
        arguments: [
            ("{", "DSSE envelope, byte 1: error: the JSON text ends too early"),
            ("[]", "DSSE envelope: error: 'payloadType' is missing or of the wrong type"),
            (#"{"payloadType":"t"}"#, "DSSE envelope: error: 'signatures' is missing or of the wrong type"),
            (
                #"{"payloadType":"t","payload":"","signatures":[]}"#,
                "DSSE envelope: error: there is no signature"
            ),
            (
                #"{"payloadType":"t","signatures":[{"sig":""}]}"#,
                "DSSE envelope: error: 'payload' is missing or of the wrong type"
            ),
            (
                #"{"payloadType":"t","payload":"+-==","signatures":[{"sig":""}]}"#,
                "DSSE envelope: error: 'payload' is not base64"
            ),
            (
                #"{"payloadType":"t","payload":"","signatures":[{"sig":""},{}]}"#,
                "DSSE envelope: error: 'signatures/1/sig' is missing or of the wrong type"
            ),
        ])
    func saysWhatIsWrong(text: String, message: String) {
        let error = #expect(throws: DSSEError.self) { try DSSEEnvelope(parsing: Array(text.utf8)) }
        #expect(error?.description == message)
    }
}

@Suite(.enabled(if: SharedVectors.arePresent, SharedVectors.absence))
struct DSSEPublishedVectorsTests {
    @Test func theEncodingsAreThePublishedOnes() throws {
        let json = try JSONParser.parse(SharedVectors.bytes("dsse/dsse.json"))
        let cases = try #require(json["pae"]?.array)
        #expect(cases.count == 3)
        for item in cases {
            let body = Array(try #require(item["body"]?.string).utf8)
            let encoding = DSSEEnvelope.preAuthenticationEncoding(
                body, payloadType: try #require(item["type"]?.string))
            #expect(encoding == Array(try #require(item["pae"]?.string).utf8))
        }
    }

    @Test func thePublishedEnvelopeIsReadAndNoneOfOurKeysSignedIt() throws {
        let json = try #require(JSONParser.parse(SharedVectors.bytes("dsse/dsse.json"))["envelope"])
        let envelope = try DSSEEnvelope(parsing: JSONWriter.canonical(json))
        #expect(envelope.payload == Array("hello world".utf8))
        #expect(envelope.signatures.map(\.keyID) == [nil])
        #expect(envelope.canonicalBytes == JSONWriter.canonical(json))
        #expect(envelope.signers(among: [try testKey(1).publicKey]) == [])
    }

    @Test func theSampleEntryIsSignedByTheSampleSigner() throws {
        let bytes = try SharedVectors.bytes("interop-sample/entry.dsse.json")
        let envelope = try DSSEEnvelope(parsing: bytes)
        let line = try SharedVectors.text("interop-sample/signer.ssh.pub")
        let key = try SSHPublicKey(parsing: line, place: "signer.ssh.pub").key
        #expect(envelope.signers(among: [key]) == [key])
        #expect(envelope.signatures.map(\.keyID) == [key.fingerprint])
        #expect(envelope.canonicalBytes == bytes)
    }
}
