/// The name of a media type, taken apart: `application/vnd.shop.v2+json; charset=utf-8`.
struct MediaTypeName {
    /// `application/vnd.shop.v2+json`
    let essence: String
    /// `charset=utf-8`, sorted; without what goes without saying.
    let parameters: [String]
    /// Whether any are written.
    let hasParameters: Bool
    /// `application`
    private let type: String
    /// `vnd.shop.v2`
    private let subtype: String
    /// `json`
    private let suffixes: [String]

    init(_ text: String) {
        let parsed = MediaType(text)
        essence = parsed.essence
        parameters = parsed.parameters
        hasParameters = text.contains(";")
        let halves = essence.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        type = halves[0]
        let parts = (halves.count > 1 ? halves[1] : "").split(
            separator: "+", omittingEmptySubsequences: false)
        subtype = parts.first.map(String.init) ?? ""
        suffixes = parts.dropFirst().map(String.init)
    }

    /// Whether both name a charset, and not the same one; none is UTF-8.
    func charset(isOther other: MediaTypeName) -> Bool { charset != other.charset }

    private var charset: String {
        let named = parameters.first { $0.hasPrefix("charset=") }?.dropFirst("charset=".count)
        return named.map(String.init) ?? "utf-8"
    }

    /// Whether the other is the same type or refines it: `application/json` contains
    /// `application/problem+json`, `image/svg` contains `image/svg+xml`.
    func contains(_ other: MediaTypeName) -> Bool {
        guard type == other.type, !subtype.isEmpty, !other.subtype.isEmpty else { return false }
        if suffixes.isEmpty, other.suffixes.last == subtype { return true }
        return subtype == other.subtype && other.suffixes.starts(with: suffixes)
    }

    /// Whether it is a range that the other falls into: `*/*`, `application/*`.
    func isRange(over other: MediaTypeName) -> Bool {
        essence == "*/*" || (subtype == "*" && type == other.type)
    }
}
