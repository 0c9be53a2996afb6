import Glibc
import NIOCore

/// The errors of the operating system that are told apart.
enum SystemFailure: Sendable, Hashable {
    case refused
    case reset
    /// No descriptor, port or memory is left here.
    case exhausted
    case other

    init(_ error: any Error) {
        self =
            switch (error as? IOError)?.errnoCode {
            case ECONNREFUSED: .refused
            case ECONNRESET, EPIPE: .reset
            case EMFILE, ENFILE, EADDRNOTAVAIL, ENOBUFS, ENOMEM: .exhausted
            default: .other
            }
    }

    /// What ended a connection, or kept it from coming about, where it was not reset.
    static func failure(_ error: any Error) -> HTTPFailure {
        switch SystemFailure(error) {
        case .refused: .refused
        case .exhausted: .noSocket(reason: words(for: error))
        case .reset, .other:
            error as? HTTPFailure ?? .connectionFailed(reason: words(for: error))
        }
    }

    /// `no route to host`; for what is not an error of the system, its own description.
    static func words(for error: any Error) -> String {
        if let unknown = error as? SocketAddressError.UnknownHost {
            return unknown.errorDescription.lowercased()
        }
        guard let code = (error as? IOError)?.errnoCode, let text = strerror(code) else { return "\(error)" }
        return String(cString: text).lowercased()
    }
}
