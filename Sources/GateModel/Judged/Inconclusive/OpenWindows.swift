import JSON

extension Inconclusive {
    /// Why the windows of a watch show nothing yet.
    package enum OpenWindows: Hashable, Sendable, TaggedCodable {
        /// `3 windows are fewer than were declared`
        case few(count: Int)
        /// `3 windows with values, at least 5 needed`
        case fewKnown(count: Int, least: Int)
        /// `6000 requests in 40 windows show neither side; watch for longer, raise 'rate', or move the limit`
        case open(requests: Int, windows: Int)

        private enum CodingKeys: String, CodingKey {
            case few, open
            case fewKnown = "few-known"
        }
    }
}
