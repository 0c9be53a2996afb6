package import GateModel

/// One thing that is wrong with a pipeline file, and where.
package struct PipelineError: Error, Hashable, Sendable, CustomStringConvertible {
    package let position: FilePosition
    /// The whole line at `position`, as the file has it.
    package let sourceLine: String
    /// How many characters of that line are meant, from the position's column; at least 1.
    package let length: Int
    package let message: String
    package let hint: String?

    /// Place and message, the line with what is meant underlined, and the hint.
    package var description: String {
        var lines = ["\(position): error: \(printable(message))"]
        lines += SourceExcerpt(of: sourceLine, column: position.column, length: length).lines(
            at: position.line)
        if let hint { lines.append("  hint: \(printable(hint))") }
        return lines.joined(separator: "\n")
    }
}

/// All that is wrong with one pipeline file, sorted by place; never empty.
package struct PipelineErrors: Error, Hashable, Sendable, CustomStringConvertible {
    package let errors: [PipelineError]

    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
