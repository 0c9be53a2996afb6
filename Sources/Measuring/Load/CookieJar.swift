/// What a service has asked one user to send along (RFC 6265), as far as a load needs it.
///
/// One service, so no domains; a path is heeded, and `Max-Age` of nothing takes a cookie back. `Expires` is not read:
/// a load is over before a cookie gets old.
struct CookieJar: Sendable, Hashable {
    private struct Cookie: Hashable {
        let name: String
        let value: String
        let path: String
    }

    private var cookies: [Cookie] = []

    var isEmpty: Bool { cookies.isEmpty }

    /// Takes the values of `Set-Cookie` headers that came with the answer to a request for `target`.
    mutating func take(_ headers: [String], from target: String) {
        for header in headers { take(header, from: target) }
    }

    /// `session=1; theme=dark`; nil where none belongs to this target.
    func header(for target: String) -> String? {
        let path = target.prefix { $0 != "?" }
        let fitting = cookies.filter { Self.covers($0.path, path) }
        // Longer paths come first (5.4).
        let sorted = fitting.sorted { $0.path.utf8.count > $1.path.utf8.count }
        return fitting.isEmpty ? nil : sorted.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
    }

    private mutating func take(_ header: String, from target: String) {
        let parts = header.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmed }
        guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { return }
        let name = pair[..<equals].trimmed
        guard !name.isEmpty else { return }
        var path = Self.defaultPath(of: target)
        var isTakenBack = false
        for part in parts.dropFirst() {
            let attribute = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard attribute.count == 2 else { continue }
            let value = attribute[1].trimmed
            switch attribute[0].trimmed.lowercased() {
            case "path": if value.hasPrefix("/") { path = String(value) }
            case "max-age": isTakenBack = Int(value).map { $0 <= 0 } ?? isTakenBack
            default: break
            }
        }
        cookies.removeAll { $0.name == name && $0.path == path }
        if !isTakenBack {
            let value = pair[pair.index(after: equals)...].trimmed
            cookies.append(Cookie(name: String(name), value: String(value), path: path))
        }
    }

    /// The directory of what was asked for (5.1.4).
    private static func defaultPath(of target: String) -> String {
        let path = target.prefix { $0 != "?" }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }

    private static func covers(_ cookiePath: String, _ path: Substring) -> Bool {
        guard path.hasPrefix(cookiePath) else { return false }
        return path.count == cookiePath.count || cookiePath.hasSuffix("/")
            || path.dropFirst(cookiePath.count).first == "/"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
