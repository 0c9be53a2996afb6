/// How a candidate's pipeline file differs from that of the revision that runs, by which it would be judged otherwise.
package struct PipelineChange: Hashable, Sendable, Codable {
    /// The file of what runs; nil where that revision has none.
    package let baseline: ObjectID?
    package let candidate: ObjectID
    package let added: Int
    package let removed: Int
    /// The first of them, in the order of the file.
    package let lines: [ChangedLine]

    /// More are not recorded; the two blobs have them.
    package static let mostLines = 40
    /// Bytes of a line in UTF-8.
    package static let longestLine = 160

    package init(
        baseline: ObjectID?, candidate: ObjectID, added: Int, removed: Int, lines: [ChangedLine]
    ) {
        self.baseline = baseline
        self.candidate = candidate
        self.added = added
        self.removed = removed
        self.lines = lines
    }

    /// All lines that changed, cut to what is recorded.
    package init(baseline: ObjectID, candidate: ObjectID, all lines: [ChangedLine]) {
        self.init(
            baseline: baseline, candidate: candidate, added: lines.count { $0.kind == .added },
            removed: lines.count { $0.kind == .removed },
            lines: lines.prefix(Self.mostLines).map {
                ChangedLine($0.kind, $0.number, $0.text.cut(toBytes: Self.longestLine))
            })
    }
}

/// One line that only one of two files has.
package struct ChangedLine: Hashable, Sendable, Codable {
    package let kind: Kind
    /// In the file that has it, from 1.
    package let number: Int
    /// As it stands there: text from outside.
    package let text: String

    package init(_ kind: Kind, _ number: Int, _ text: String) {
        self.kind = kind
        self.number = number
        self.text = text
    }

    package enum Kind: String, Hashable, Sendable, Codable {
        case added = "+"
        case removed = "-"
    }
}
