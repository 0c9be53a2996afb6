import COpenSSL

/// SHA-256 (FIPS 180-4): 32 bytes.
package func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(of: bytes, OpenSSL.sha256, size: 32) }

/// SHA-512 (FIPS 180-4): 64 bytes.
package func sha512(_ bytes: [UInt8]) -> [UInt8] { digest(of: bytes, OpenSSL.sha512, size: 64) }

private func digest(of bytes: [UInt8], _ algorithm: OpaquePointer, size: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        OpenSSL.demand(EVP_Digest(bytes, bytes.count, buffer.baseAddress, nil, algorithm, nil))
        count = size
    }
}

/// SHA-256 of what comes in pieces.
package struct RunningSHA256: ~Copyable {
    private let state = OpenSSL.there(EVP_MD_CTX_new())

    package init() {
        OpenSSL.demand(EVP_DigestInit_ex(state, OpenSSL.sha256, nil))
    }

    deinit { EVP_MD_CTX_free(state) }

    package mutating func update(_ bytes: [UInt8]) {
        OpenSSL.demand(EVP_DigestUpdate(state, bytes, bytes.count))
    }

    /// 32 bytes.
    package consuming func finish() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            OpenSSL.demand(EVP_DigestFinal_ex(state, buffer.baseAddress, nil))
            count = 32
        }
    }
}
