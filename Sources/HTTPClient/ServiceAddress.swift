import NIOCore

/// Where a service listens, and the path that all its targets start with.
package struct ServiceAddress: Sendable, Hashable {
    /// A name, an IPv4 address, or an IPv6 address without brackets.
    package let host: String
    package let port: UInt16
    /// Empty, or a path that starts with a slash and ends without one: `/api`.
    package let prefix: String
    /// Whether it is spoken to over TLS.
    package let isSecure: Bool

    package init(host: String, port: UInt16, prefix: String = "", isSecure: Bool = false) {
        self.host = host
        self.port = port
        self.prefix = prefix
        self.isSecure = isSecure
    }

    /// `127.0.0.1:8080`, `[::1]:8080`: how messages and the `Host` header name it.
    package var place: String {
        host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// The request target of a path of this service: `/api` and `/health` make `/api/health`.
    package func target(_ path: String) -> String { prefix + path }
}

extension ServiceAddress {
    /// Reads `http://HOST[:PORT][/PREFIX]`, or the same with `https`; the port is 80, or 443, unless given.
    package init(url: String) throws(ServiceAddressError) {
        guard url.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .init(url, .characters) }
        guard let colon = url.firstRange(of: "://") else { throw .init(url, .noScheme) }
        let isSecure: Bool
        switch url[..<colon.lowerBound].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: throw .init(url, .scheme(String(url[..<colon.lowerBound])))
        }
        let rest = url[colon.upperBound...]
        guard !rest.contains("?"), !rest.contains("#") else { throw .init(url, .queryOrFragment) }
        let path = rest.drop { $0 != "/" }
        let authority = rest[..<path.startIndex]
        guard !authority.contains("@") else { throw .init(url, .credentials) }

        let host: Substring
        let afterHost: Substring
        if authority.first == "[" {
            guard let bracket = authority.firstIndex(of: "]") else { throw .init(url, .host) }
            host = authority[..<bracket].dropFirst()
            afterHost = authority[bracket...].dropFirst()
            guard String(host).isIPv6 else { throw .init(url, .host) }
        } else {
            host = authority.prefix { $0 != ":" }
            afterHost = authority[host.endIndex...]
            guard !host.isEmpty, host.utf8.allSatisfy(\.isHostByte) else { throw .init(url, .host) }
        }
        self.init(
            host: String(host),
            port: try Self.port(afterHost, in: url) ?? (isSecure ? 443 : 80),
            prefix: String(path.last == "/" ? path.dropLast() : path),
            isSecure: isSecure
        )
    }

    private static func port(_ text: Substring, in url: String) throws(ServiceAddressError) -> UInt16? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        guard text.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = UInt16(digits), port > 0
        else { throw .init(url, .port(String(digits))) }
        return port
    }
}

extension String {
    fileprivate var isIPv6: Bool {
        do {
            return try SocketAddress(ipAddress: self, port: 0).protocol == .inet6
        } catch {
            return false
        }
    }
}

extension UInt8 {
    fileprivate var isHostByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
