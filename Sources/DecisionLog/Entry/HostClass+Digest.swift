import Cryptography
package import GateModel
import JSON

extension HostClass {
    /// The class that this text describes.
    package init(describing text: String) {
        self.init(text: text, digest: hexadecimal(sha256(Array(text.utf8)).prefix(8)))
    }
}
