/// The kind of machine that something was measured on. Times of one class may be compared, those of two may not.
///
/// It names what seldom changes and what speed hangs on. The kernel's version is not part of it, so that an update does
/// not make every recording useless; it stands beside it in ``Decision/Host``.
package struct HostClass: Hashable, Sendable, Codable {
    /// `x86_64 8×"AMD EPYC 7763" 32 GiB, virtual`
    package let text: String
    /// The first 16 hexadecimal digits of the text's SHA-256, for lists.
    package let digest: String

    package init(text: String, digest: String) {
        self.text = text
        self.digest = digest
    }
}
