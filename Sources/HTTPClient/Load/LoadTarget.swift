import NIOCore
import NIOPosix

/// A service that was reached once, and how its connections are made.
package struct LoadTarget: Sendable {
    package let address: ServiceAddress
    package let limits: HTTPLimits
    /// The one of the host's addresses that accepted: a load looks up no names.
    let socketAddress: SocketAddress
    let security: TransportSecurity?

    /// Looks a name up by connecting once, and closing again; an address is taken as it is, unless `probes`.
    ///
    /// - Throws: the reason why the service cannot be reached.
    package static func reach(
        _ address: ServiceAddress, limits: HTTPLimits = HTTPLimits(), authorities: String? = nil,
        probes: Bool, on thread: EventLoopThread
    ) async throws(HTTPError) -> LoadTarget {
        func failure(_ failure: HTTPFailure) -> HTTPError {
            HTTPError(place: address.place, failure: failure)
        }
        let security: TransportSecurity?
        do throws(HTTPFailure) {
            security = address.isSecure ? try TransportSecurity(authorities: authorities) : nil
        } catch {
            throw failure(error)
        }
        if !probes, let literal = address.literal {
            return LoadTarget(address: address, limits: limits, socketAddress: literal, security: security)
        }
        let client = ServiceClient(address, limits: limits, security: security, on: thread)
        let connection = try await client.connect()
        let peer = connection.peer
        await connection.close()
        guard let peer else { throw failure(.closedBeforeResponse(requestSent: false)) }
        return LoadTarget(address: address, limits: limits, socketAddress: peer, security: security)
    }
}

extension ServiceAddress {
    /// Nil where the host is a name.
    fileprivate var literal: SocketAddress? {
        do {
            return try SocketAddress(ipAddress: host, port: Int(port))
        } catch {
            return nil
        }
    }
}
