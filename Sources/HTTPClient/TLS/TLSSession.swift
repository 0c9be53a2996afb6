import COpenSSL
import NIOCore

/// This side of one TLS connection, over memory: what the peer sent goes in, what is for the peer comes out.
///
/// It belongs to one thread.
final class TLSSession {
    private let session: OpaquePointer
    /// Bytes from the peer and for the peer; they go with the session.
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer

    /// - Throws: ``HTTPFailure/notSecure(reason:)``
    init(_ security: TransportSecurity, host: String) throws(HTTPFailure) {
        guard let session = SSL_new(security.context), let incoming = BIO_new(BIO_s_mem()),
            let outgoing = BIO_new(BIO_s_mem())
        else { throw .notSecure(reason: "no TLS: \(OpenSSLErrors.taken())") }
        self.session = session
        self.incoming = incoming
        self.outgoing = outgoing
        SSL_set_bio(session, incoming, outgoing)
        SSL_set_connect_state(session)
        try expect(host)
    }

    deinit { SSL_free(session) }

    /// A certificate for an address is checked against the address, and the server is told no name.
    private func expect(_ host: String) throws(HTTPFailure) {
        if X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host) == 1 { return }
        SSL_set_hostflags(session, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        let isTold = host.withCString { name in
            SSL_ctrl(
                session, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name),
                UnsafeMutableRawPointer(mutating: name))
        }
        guard isTold == 1, SSL_set1_host(session, host) == 1 else {
            throw .notSecure(reason: "'\(host)' is no name that a certificate can have")
        }
        ERR_clear_error()
    }

    /// Takes bytes that the peer sent.
    func receive(_ bytes: UnsafeRawBufferPointer) {
        _ = BIO_write(incoming, bytes.baseAddress, Int32(bytes.count))
    }

    /// What is for the peer now; nil where there is nothing.
    func takeOutgoing(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
        let count = BIO_ctrl_pending(outgoing)
        guard count > 0 else { return nil }
        var buffer = allocator.buffer(capacity: count)
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            max(0, Int(BIO_read(outgoing, space.baseAddress, Int32(count))))
        }
        return buffer
    }

    /// Goes on with the handshake as far as it can.
    ///
    /// - Returns: whether the connection is secure.
    func handshake() throws(HTTPFailure) -> Bool {
        ERR_clear_error()
        let status = SSL_do_handshake(session)
        if status == 1 { return true }
        if SSL_get_error(session, status) == SSL_ERROR_WANT_READ { return false }
        throw .notSecure(reason: "the handshake failed: \(whyNot())")
    }

    private func whyNot() -> String {
        let verified = SSL_get_verify_result(session)
        guard verified != X509_V_OK, let words = X509_verify_cert_error_string(verified) else {
            return OpenSSLErrors.taken()
        }
        ERR_clear_error()
        return "the certificate is not trusted: \(String(cString: words))"
    }

    enum Reading {
        case bytes(ByteBuffer)
        /// The peer has to send more.
        case nothing
        /// The peer has said that this was all.
        case end
    }

    /// A record has 16 KiB at most.
    private static let recordSize = 16_384

    /// What the peer said next, once the handshake is over.
    func read(_ allocator: ByteBufferAllocator) throws(HTTPFailure) -> Reading {
        ERR_clear_error()
        var buffer = allocator.buffer(capacity: Self.recordSize)
        var status: Int32 = 0
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordSize) { space in
            status = SSL_read(session, space.baseAddress, Int32(Self.recordSize))
            return max(0, Int(status))
        }
        if status > 0 { return .bytes(buffer) }
        switch SSL_get_error(session, status) {
        case SSL_ERROR_WANT_READ: return .nothing
        case SSL_ERROR_ZERO_RETURN: return .end
        default: throw .notSecure(reason: OpenSSLErrors.taken())
        }
    }

    /// Encrypts bytes for the peer, once the handshake is over.
    func write(_ bytes: UnsafeRawBufferPointer) throws(HTTPFailure) {
        guard !bytes.isEmpty else { return }
        ERR_clear_error()
        guard SSL_write(session, bytes.baseAddress, Int32(bytes.count)) == bytes.count else {
            throw .notSecure(reason: OpenSSLErrors.taken())
        }
    }

    /// Tells the peer that this was all.
    func end() {
        SSL_shutdown(session)
        ERR_clear_error()
    }
}
