/// A service that somebody else runs: only what is there now can be measured.
package struct External: Hashable, Sendable {
    /// `http://host:port`, perhaps with a path that all requests start with.
    package let url: String

    package init(url: String) {
        self.url = url
    }
}
