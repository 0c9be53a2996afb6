import GateModel
package import JSON

/// A DSSE v1 envelope: a payload, its type, and signatures over both.
package struct DSSEEnvelope: Sendable, Hashable {
    package let payload: [UInt8]
    package let payloadType: String
    package let signatures: [Signature]

    package struct Signature: Sendable, Hashable {
        /// A hint which key to try, no more: it is not signed.
        package let keyID: String?
        package let bytes: [UInt8]

        package init(keyID: String?, bytes: [UInt8]) {
            self.keyID = keyID
            self.bytes = bytes
        }
    }

    package init(payload: [UInt8], payloadType: String, signatures: [Signature]) {
        self.payload = payload
        self.payloadType = payloadType
        self.signatures = signatures
    }

    /// One signature by each key, with the key's fingerprint as its id.
    package static func sign(
        _ payload: [UInt8], payloadType: String, with keys: [SigningKey]
    ) throws(SSHAgentError) -> DSSEEnvelope {
        let signed = preAuthenticationEncoding(payload, payloadType: payloadType)
        let signatures = try keys.map { key throws(SSHAgentError) in
            Signature(keyID: key.publicKey.fingerprint, bytes: try key.sign(signed))
        }
        return DSSEEnvelope(payload: payload, payloadType: payloadType, signatures: signatures)
    }

    /// What is signed: `DSSEv1 LEN(type) type LEN(payload) payload`, with lengths in bytes.
    package static func preAuthenticationEncoding(_ payload: [UInt8], payloadType: String) -> [UInt8] {
        Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
    }

    /// Those of the keys that signed. Two signatures by one key, under whatever ids, count once.
    package func signers(among keys: some Sequence<Ed25519PublicKey>) -> Set<Ed25519PublicKey> {
        let signed = Self.preAuthenticationEncoding(payload, payloadType: payloadType)
        return Set(keys).filter { key in
            signatures.contains { key.verifies($0.bytes, of: signed) }
        }
    }

    /// As it is stored: canonical JSON (RFC 8785) with base64 of the standard alphabet.
    package var canonicalBytes: [UInt8] {
        JSONWriter.canonical([
            "payload": .string(Base64.encode(payload)),
            "payloadType": .string(payloadType),
            "signatures": .array(signatures.map(\.json)),
        ])
    }
}

extension DSSEEnvelope {
    /// Reads what ``canonicalBytes`` writes for a payload of this type with one signature of 64 bytes under this id; nil for
    /// anything else. Base64 has one spelling, so what stands around it is compared as it is.
    init?(canonical bytes: [UInt8], payloadType: String, keyID: String) {
        let start = Array(#"{"payload":""#.utf8)
        let middle = Array(
            #"","payloadType":"\#(payloadType)","signatures":[{"keyid":"\#(keyID)","sig":""#.utf8)
        let end = Array(#""}]}"#.utf8)
        let signatureStart = bytes.count - end.count - 88
        let payloadEnd = signatureStart - middle.count
        guard payloadEnd >= start.count, bytes.starts(with: start),
            bytes.suffix(end.count).elementsEqual(end),
            bytes[payloadEnd..<signatureStart].elementsEqual(middle),
            let payload = Base64.decode(bytes[start.count..<payloadEnd]),
            let signature = Base64.decode(bytes[signatureStart..<(signatureStart + 88)])
        else { return nil }
        self.init(
            payload: payload, payloadType: payloadType,
            signatures: [Signature(keyID: keyID, bytes: signature)])
    }

    /// Reads any spelling that DSSE allows: both alphabets of base64, other members besides its own.
    /// Whether the bytes are the canonical ones is seen by comparing them with ``canonicalBytes``.
    package init(parsing bytes: [UInt8]) throws(DSSEError) {
        let json: JSONValue
        do {
            json = try JSONParser.parse(bytes)
        } catch {
            throw .notJSON(error)
        }
        guard let payloadType = json["payloadType"]?.string else { throw .missing("payloadType") }
        guard let elements = json["signatures"]?.array else { throw .missing("signatures") }
        guard !elements.isEmpty else { throw .noSignature }
        var signatures: [Signature] = []
        for (index, element) in elements.enumerated() {
            signatures.append(
                Signature(
                    keyID: element["keyid"]?.string,
                    bytes: try Self.base64(element["sig"], name: "signatures/\(index)/sig")))
        }
        self.init(
            payload: try Self.base64(json["payload"], name: "payload"), payloadType: payloadType,
            signatures: signatures)
    }

    private static func base64(_ value: JSONValue?, name: String) throws(DSSEError) -> [UInt8] {
        guard let text = value?.string else { throw .missing(name) }
        guard let bytes = Base64.decode(text, .standard) ?? Base64.decode(text, .urlSafe) else {
            throw .notBase64(name)
        }
        return bytes
    }
}

extension DSSEEnvelope.Signature {
    fileprivate var json: JSONValue {
        let signature = JSONMember("sig", .string(Base64.encode(bytes)))
        guard let keyID else { return .object(JSONObject([signature])) }
        return .object(JSONObject([JSONMember("keyid", .string(keyID)), signature]))
    }
}

/// Why some bytes are not a DSSE envelope.
package enum DSSEError: Error, Hashable, CustomStringConvertible {
    case notJSON(JSONError)
    case missing(String)
    case noSignature
    case notBase64(String)

    package var description: String {
        switch self {
        case .notJSON(let error): "DSSE envelope, \(error)"
        case .missing(let name): "DSSE envelope: error: '\(name)' is missing or of the wrong type"
        case .noSignature: "DSSE envelope: error: there is no signature"
        case .notBase64(let name): "DSSE envelope: error: '\(name)' is not base64"
        }
    }
}
