package import Processes

/// The end of what a command printed, in one line for messages: `; it printed: loading | disk full`.
///
/// Empty where it printed nothing. Secrets are masked already.
package func lastLines(_ output: CapturedOutput, _ errorOutput: CapturedOutput) -> String {
    let lines = [output, errorOutput].flatMap { $0.text.split(separator: "\n").suffix(3) }.suffix(3)
    return lines.isEmpty ? "" : "; it printed: " + lines.map { $0.suffix(200) }.joined(separator: " | ")
}
