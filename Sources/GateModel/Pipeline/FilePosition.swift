/// A place in a text file that a person wrote; line and column count from 1, columns in characters.
package struct FilePosition: Hashable, Sendable, Codable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `pipelines/checkout.yaml:14:13`
    package var description: String { "\(file):\(line):\(column)" }
}
