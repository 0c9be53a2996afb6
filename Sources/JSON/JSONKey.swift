/// A text that is the same as another only if its code points are: a key of JSON in a set or a dictionary.
///
/// `String` takes two spellings of one letter (`é`, and `e` with an accent) for equal; to JSON and on the wire they are two.
package struct JSONKey: Hashable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: JSONKey, right: JSONKey) -> Bool {
        left.text.hasSameCodePoints(as: right.text)
    }

    package func hash(into hasher: inout Hasher) { text.hashCodePoints(into: &hasher) }
}
