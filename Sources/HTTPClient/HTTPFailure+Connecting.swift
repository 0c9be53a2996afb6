import NIOCore
import NIOPosix

extension HTTPFailure {
    /// Why a connection did not come about.
    init(connecting error: any Error, to address: ServiceAddress, limits: HTTPLimits) {
        self = Self.reason(error, address, limits)
    }

    private static func reason(
        _ error: any Error, _ address: ServiceAddress, _ limits: HTTPLimits
    ) -> HTTPFailure {
        if let failure = error as? HTTPFailure { return failure }
        if case ChannelError.connectTimeout = error { return .connectTimedOut(after: limits.connectTime) }
        guard let error = error as? NIOConnectionError else { return SystemFailure.failure(error) }
        let causes = error.connectionErrors.map(\.error)
        if causes.contains(where: { SystemFailure($0) == .refused }) { return .refused }
        if let cause = causes.first { return SystemFailure.failure(cause) }
        let reason = error.dnsAError ?? error.dnsAAAAError
        return .unresolved(host: address.host, reason: reason.map(SystemFailure.words) ?? "it has no address")
    }
}
