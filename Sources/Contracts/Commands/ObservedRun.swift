/// What came of running one command of a tool once.
package struct ObservedRun: Hashable, Sendable {
    package let end: End
    /// What it printed to its standard output.
    package let output: [UInt8]
    /// What it printed to its standard error.
    package let errorOutput: [UInt8]
    /// Whether that is all it printed, and not only as much as is kept.
    package let isWhole: Bool

    package init(end: End, output: [UInt8] = [], errorOutput: [UInt8] = [], isWhole: Bool = true) {
        self.end = end
        self.output = output
        self.errorOutput = errorOutput
        self.isWhole = isWhole
    }

    /// Whether it printed anything to its standard error.
    var complains: Bool { !errorOutput.isEmpty }

    /// The last lines of its standard error; nil where there are none.
    var lastErrors: String? {
        let lines = errorOutput.split(separator: UInt8(ascii: "\n")).suffix(ObservedRun.errorLines)
            .map { String(decoding: $0.suffix(ObservedRun.lineBytes), as: UTF8.self) }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private static let errorLines = 12
    private static let lineBytes = 400

    /// What it names that a caller can write, wherever it printed it.
    package var help: HelpText {
        HelpText(
            String(decoding: output, as: UTF8.self) + "\n" + String(decoding: errorOutput, as: UTF8.self))
    }

    package enum End: Hashable, Sendable, CustomStringConvertible {
        case exited(Int)
        /// In no way of its own: `signal 11`, `timeout after 30 s`.
        case otherwise(String)

        package var description: String {
            switch self {
            case .exited(let status): "exit \(status)"
            case .otherwise(let how): how
            }
        }

        /// What scripts branch on where no status is declared: success, failure, or no exit at all.
        var sort: Sort {
            switch self {
            case .exited(0): .success
            case .exited: .failure
            case .otherwise: .noExit
            }
        }

        enum Sort {
            case success
            case failure
            case noExit
        }
    }
}
