extension HTTPRequest {
    /// The request's bytes on the wire, for an HTTP/1.1 connection that is kept alive.
    ///
    /// `Host` is added unless given, `Content-Length` when there is a body or the method usually has one.
    package func bytes(host: String) throws(RequestFault) -> [UInt8] {
        var text = try head(host: host)
        if !body.isEmpty || usuallyHasBody {
            text += "Content-Length: \(body.count)\r\n"
        }
        return Array((text + "\r\n").utf8) + body
    }

    /// Whether servers expect to be told the length of its body, even of an empty one.
    package var usuallyHasBody: Bool { ["POST", "PUT", "PATCH"].contains(method) }

    /// The request line and the headers, without `Content-Length` and the empty line at the end.
    package func head(host: String) throws(RequestFault) -> String {
        guard method.utf8.isToken, method != "CONNECT" else { throw .method(method) }
        guard target.utf8.first == UInt8(ascii: "/"), target.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
        else { throw .target(target) }
        var text = "\(method) \(target) HTTP/1.1\r\n"
        if headers.values(of: "host").isEmpty {
            text += "Host: \(host)\r\n"
        }
        for header in headers {
            guard header.name.utf8.isToken else { throw .headerName(header.name) }
            guard header.value.utf8.isFieldValue else {
                throw .headerValue(name: header.name, value: header.value)
            }
            guard !["content-length", "transfer-encoding"].contains(header.name.lowercased()) else {
                throw .reservedHeader(header.name)
            }
            text += "\(header.name): \(header.value)\r\n"
        }
        return text
    }
}

extension Collection<UInt8> {
    /// RFC 9110, 5.6.2: what methods and header names are made of.
    var isToken: Bool {
        !isEmpty && allSatisfy(\.isTokenByte)
    }

    /// RFC 9110, 5.5, where every control character but the tab is refused.
    var isFieldValue: Bool {
        allSatisfy { $0 == UInt8(ascii: "\t") || ($0 >= 0x20 && $0 != 0x7f) }
    }
}

extension UInt8 {
    var isTokenByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
            UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"),
            UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
