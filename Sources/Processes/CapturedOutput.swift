/// What a command wrote to one stream: all of it, or its head and its tail, with secrets already masked.
package struct CapturedOutput: Sendable, Hashable {
    package let head: [UInt8]
    package let tail: [UInt8]
    /// How many bytes between head and tail were dropped.
    package let omittedBytes: Int

    init(head: [UInt8] = [], tail: [UInt8] = [], omittedBytes: Int = 0) {
        self.head = head
        self.tail = tail
        self.omittedBytes = omittedBytes
    }

    /// How many bytes there were in all.
    package var byteCount: Int { head.count + omittedBytes + tail.count }

    /// Head and tail, with nothing to show for what was dropped between them.
    package var bytes: [UInt8] { head + tail }

    /// The output as text, with a line that says how much was left out; bytes that are not UTF-8 become U+FFFD.
    package var text: String {
        guard omittedBytes > 0 else { return String(decoding: bytes, as: UTF8.self) }
        return """
            \(String(decoding: head, as: UTF8.self))
            [\(omittedBytes) bytes left out]
            \(String(decoding: tail, as: UTF8.self))
            """
    }
}
