import Glibc
import NIOCore

/// The errors of the operating system that are told apart.
enum SystemFailure: Sendable, Hashable {
    case refused
    case reset
    case other

    init(_ error: any Error) {
        self =
            switch (error as? IOError)?.errnoCode {
            case ECONNREFUSED: .refused
            case ECONNRESET, EPIPE: .reset
            default: .other
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
