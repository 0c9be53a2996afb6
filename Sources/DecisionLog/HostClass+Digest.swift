import Crypto
package import GateModel

extension HostClass {
    /// The class that this text describes.
    package init(describing text: String) {
        let digest = SHA256.hash(data: Array(text.utf8)).prefix(8)
        self.init(
            text: text, digest: digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }

    var json: JSONValue { ["text": .string(text), "digest": .string(digest)] }

    init(_ fields: JSONFields) throws(StatementError) {
        var fields = fields
        let described = HostClass(describing: try fields.text("text"))
        _ = try fields.parsed("digest", "the digest of the host class's text") {
            $0 == described.digest ? $0 : nil
        }
        self = described
        try fields.end()
    }
}
