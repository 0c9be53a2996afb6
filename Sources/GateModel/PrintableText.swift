/// What an error says, line by line, without control characters that texts from outside may have brought into it.
package func errorText(_ error: any Error) -> String {
    "\(error)".split(separator: "\n", omittingEmptySubsequences: false).map { printable(String($0)) }
        .joined(separator: "\n")
}

/// One line, without control characters.
package func printable(_ text: String) -> String {
    String(
        text.map {
            $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "\u{FFFD}" : $0
        })
}
