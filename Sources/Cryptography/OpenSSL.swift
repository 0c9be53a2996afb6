import COpenSSL

/// OpenSSL's algorithms in a context of our own, so that no `openssl.cnf` of the machine changes what they do.
///
/// OpenSSL documents all of its fetched objects as safe to share between threads. What fails here fails for want of
/// memory only, as an allocation of Swift's would, so it ends the program.
enum OpenSSL {
    nonisolated(unsafe) static let context = there(OSSL_LIB_CTX_new())  // unsafe: OpenSSL locks it by itself
    nonisolated(unsafe) static let sha256 = there(EVP_MD_fetch(context, "SHA256", nil))  // unsafe: read only
    nonisolated(unsafe) static let sha512 = there(EVP_MD_fetch(context, "SHA512", nil))  // unsafe: read only

    static func there(_ object: OpaquePointer?) -> OpaquePointer {
        guard let object else { preconditionFailure("OpenSSL has no memory") }
        return object
    }

    static func demand(_ status: Int32) {
        precondition(status == 1, "OpenSSL has no memory")
    }
}
