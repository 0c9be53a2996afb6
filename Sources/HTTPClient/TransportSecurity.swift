import NIOCore
import NIOSSL

/// Whom a client trusts, and what it asks of TLS: certificates are checked, with the host's name.
package struct TransportSecurity: Sendable {
    private let context: NIOSSLContext

    /// - Parameter authorities: a PEM file of certificates that are trusted beside the system's; nil: these alone.
    /// - Throws: ``HTTPFailure/notSecure(reason:)``
    package init(authorities: String? = nil) throws(HTTPFailure) {
        do {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            if let authorities {
                configuration.additionalTrustRoots = [.file(authorities)]
            }
            context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw .notSecure(reason: Self.words(for: error))
        }
    }

    /// For one connection to this host.
    func handler(host: String) throws -> NIOSSLClientHandler {
        // A certificate for an address is checked against the connection's own.
        try NIOSSLClientHandler(context: context, serverHostname: host.isAddress ? nil : host)
    }

    /// Called on the event loop, with a channel that is about to connect to this host.
    ///
    /// - Returns: a future that is completed when the connection is secure, or never will be.
    func begin(on channel: any Channel, host: String, limits: HTTPLimits) throws -> EventLoopFuture<Void> {
        let handshake = Handshake(channel, limits: limits)
        try channel.pipeline.syncOperations.addHandler(handler(host: host))
        try channel.pipeline.syncOperations.addHandler(handshake)
        return handshake.isDone
    }

    /// Nil for what is no error of TLS.
    static func failure(_ error: any Error) -> HTTPFailure? {
        switch error {
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: .notSecure(reason: words(for: error))
        default: nil
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case NIOSSLError.handshakeFailed(let cause): "the handshake failed: \(cause)"
        case NIOSSLError.uncleanShutdown: "ended without saying so"
        case NIOSSLError.failedToLoadCertificate: "no certificate can be read from the file of authorities"
        default: "\(error)"
        }
    }
}

extension String {
    /// Whether it is an IPv4 or IPv6 address, which is no name to ask a certificate for.
    fileprivate var isAddress: Bool {
        do {
            _ = try SocketAddress(ipAddress: self, port: 0)
            return true
        } catch {
            return false
        }
    }
}
