import NIOCore
import NIOPosix
import NIOSSL

/// A service that was reached once, and how its connections are made.
package struct LoadTarget: Sendable {
    package let address: ServiceAddress
    package let limits: HTTPLimits
    /// The one of the host's addresses that accepted: a load looks up no names.
    let socketAddress: SocketAddress
    let security: TransportSecurity?

    /// Connects once, and closes again.
    ///
    /// - Throws: the reason why the service cannot be reached.
    package static func reach(
        _ address: ServiceAddress, limits: HTTPLimits = HTTPLimits(), authorities: String? = nil,
        on thread: EventLoopThread
    ) async throws(HTTPError) -> LoadTarget {
        func failure(_ failure: HTTPFailure) -> HTTPError { HTTPError(place: address.place, failure: failure) }
        let security: TransportSecurity?
        do throws(HTTPFailure) {
            security = address.isSecure ? try TransportSecurity(authorities: authorities) : nil
        } catch {
            throw failure(error)
        }
        let client = ServiceClient(address, limits: limits, security: security, on: thread)
        let connection = try await client.connect()
        let peer = connection.peer
        await connection.close()
        guard let peer else { throw failure(.closedBeforeResponse(requestSent: false)) }
        return LoadTarget(address: address, limits: limits, socketAddress: peer, security: security)
    }
}
