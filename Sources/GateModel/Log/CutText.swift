extension String {
    /// The text, or as much of its beginning as fits beside an ellipsis. Counted in bytes of UTF-8, since a single character may
    /// have any number of them.
    func cut(toBytes limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var kept = ""
        var bytes = "…".utf8.count
        for scalar in unicodeScalars {
            bytes += UTF8.width(scalar)
            if bytes > limit { break }
            kept.unicodeScalars.append(scalar)
        }
        return kept + "…"
    }
}
