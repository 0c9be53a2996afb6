import COpenSSL
import NIOCore

/// Whom a client trusts, and what it asks of TLS: version 1.2 at least, and a certificate that was issued for the host.
///
/// The TLS is OpenSSL's. Its settings are made here alone: no `openssl.cnf` of the machine changes them.
package final class TransportSecurity: Sendable {
    /// An `SSL_CTX`, which makes sessions on any thread.
    nonisolated(unsafe) let context: OpaquePointer  // unsafe: OpenSSL locks it by itself

    /// - Parameter authorities: a PEM file of certificates that are trusted beside the system's; nil: these alone.
    /// - Throws: ``HTTPFailure/notSecure(reason:)``
    package init(authorities: String? = nil) throws(HTTPFailure) {
        guard let context = SSL_CTX_new_ex(Self.library, nil, TLS_client_method()) else {
            throw .notSecure(reason: "no TLS: \(OpenSSLErrors.taken())")
        }
        self.context = context
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        SSL_CTX_set_options(context, SSLOption.noRenegotiation)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
        // A connection that is measured pays for its own handshake.
        SSL_CTX_ctrl(context, SSL_CTRL_SET_SESS_CACHE_MODE, Int(SSL_SESS_CACHE_OFF), nil)
        let protocols = [8] + Array("http/1.1".utf8)
        SSL_CTX_set_alpn_protos(context, protocols, UInt32(protocols.count))
        trustSystem()
        if let authorities, SSL_CTX_load_verify_file(context, authorities) != 1 {
            ERR_clear_error()
            throw .notSecure(reason: "no certificate can be read from the file of authorities")
        }
        ERR_clear_error()
    }

    deinit { SSL_CTX_free(context) }

    /// OpenSSL's own places, which SSL_CERT_FILE and SSL_CERT_DIR move, and those of other systems than it was built for.
    private func trustSystem() {
        SSL_CTX_set_default_verify_paths(context)
        for file in [
            "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem",
        ] where SSL_CTX_load_verify_file(context, file) == 1 {
            return
        }
    }

    nonisolated(unsafe) private static let library = OSSL_LIB_CTX_new()  // unsafe: OpenSSL locks it by itself

    /// For one connection to this host; it makes the connection secure as soon as it is there, and holds back until then
    /// what is to be sent.
    func handler(host: String) throws(HTTPFailure) -> TLSHandler {
        TLSHandler(try TLSSession(self, host: host))
    }

    /// Called on the event loop, with a channel that is about to connect to this host.
    ///
    /// - Returns: a future that is completed when the connection is secure, or never will be.
    func begin(on channel: any Channel, host: String, limits: HTTPLimits) throws -> EventLoopFuture<Void> {
        let handler = try handler(host: host)
        let isSecure = channel.eventLoop.makePromise(of: Void.self)
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limits.connectTime)) {
            isSecure.fail(
                HTTPFailure.notSecure(reason: "no end of the handshake within \(limits.connectTime.text)"))
        }
        isSecure.futureResult.assumeIsolated().whenComplete { _ in timer.cancel() }
        handler.isSecure = isSecure
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            isSecure.fail(error)
            throw error
        }
        return isSecure.futureResult
    }
}

/// What the headers define as expressions, which are not imported.
private enum SSLOption {
    /// `SSL_OP_NO_RENEGOTIATION`
    static let noRenegotiation: UInt64 = 1 << 30
}
