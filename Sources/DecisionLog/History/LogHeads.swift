/// The heads of a log, from its first entry on.
///
/// One more is appended to a copy without copying the others: they stand in parts that copies share.
package struct LogHeads: RandomAccessCollection, Sendable {
    private var parts: [[LogHead]] = []
    package private(set) var count = 0

    private static let partSize = 256

    package init() {}

    package init(_ heads: some Sequence<LogHead>) {
        for head in heads { append(head) }
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(index: Int) -> LogHead { parts[index / Self.partSize][index % Self.partSize] }

    package mutating func append(_ head: LogHead) {
        if count.isMultiple(of: Self.partSize) { parts.append([]) }
        parts[parts.count - 1].append(head)
        count += 1
    }
}
