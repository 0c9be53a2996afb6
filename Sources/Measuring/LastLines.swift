package import Processes

/// The end of what a command printed, in one line for messages: `; it printed: loading | disk full`.
///
/// With what its sandbox kept from it, where the words say so. Empty where it printed nothing. Secrets are masked already.
package func lastLines(
    _ output: CapturedOutput, _ errorOutput: CapturedOutput, in sandbox: Sandbox? = nil
) -> String {
    let lines = [output, errorOutput].flatMap { $0.text.split(separator: "\n").suffix(3) }.suffix(3)
    guard !lines.isEmpty else { return "" }
    let refusal = sandboxRefusal(in: [output.text, errorOutput.text], sandbox) ?? ""
    let isFull = lines.contains { $0.contains("No space left on device") }
    let room = isFull ? "; make room where gates work: TMPDIR and PAWL_CACHE" : ""
    return "; it printed: " + lines.map { $0.suffix(200) }.joined(separator: " | ") + refusal + room
}
