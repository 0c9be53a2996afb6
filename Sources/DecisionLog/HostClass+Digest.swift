import Cryptography
package import GateModel
import JSON

extension HostClass {
    /// The class that this text describes.
    package init(describing text: String) {
        self.init(text: text, digest: hexadecimal(sha256(Array(text.utf8)).prefix(8)))
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
