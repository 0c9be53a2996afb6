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

    /// `charset` where the other has not the same one, none being UTF-8; else another parameter that both have with other
    /// values; nil: no parameter contradicts.
    func contradictingParameter(_ other: MediaTypeName) -> String? {
        let (old, new) = (values, other.values)
        guard old["charset"] ?? "utf-8" == new["charset"] ?? "utf-8" else { return "charset" }
        return old.keys.sorted().first { name in new[name].map { $0 != old[name] } ?? false }
    }

    /// The parameters without the charset that holds anyway.
    var tellingParameters: [String] { parameters.filter { $0 != "charset=utf-8" } }

    /// The parameters by their names.
    private var values: [String: String] {
        let pairs = parameters.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }) { first, _ in first }
    }

    /// Whether the other is the same type, falls into it as into a range, or refines it: `application/json` contains
    /// `application/problem+json`, `image/svg` contains `image/svg+xml`.
    func contains(_ other: MediaTypeName) -> Bool {
        if isRange(over: other) { return true }
        guard type == other.type, !subtype.isEmpty, !other.subtype.isEmpty else { return false }
        if suffixes.isEmpty, other.suffixes.last == subtype { return true }
        return subtype == other.subtype && other.suffixes.starts(with: suffixes)
    }

    /// Whether it is a range that the other falls into: `*/*`, `application/*`.
    func isRange(over other: MediaTypeName) -> Bool {
        essence == "*/*" || (subtype == "*" && type == other.type)
    }
}
