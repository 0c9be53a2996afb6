/// What an error says, line by line, without anything that texts from outside may have brought into it to steer a
/// terminal.
package func errorText(_ error: any Error) -> String { printableLines("\(error)") }

/// Several lines, each as ``printable(_:)`` has it; line feeds stay.
package func printableLines(_ text: String) -> String {
    // By scalar: to Swift, CR and LF together are one character that is no line feed.
    text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        .map { printable(String($0)) }.joined(separator: "\n")
}

/// Text from outside as one line that a terminal may get: nothing in it moves the cursor, begins a line, changes
/// colours, or turns the direction of writing.
///
/// One scalar becomes one scalar, so columns still fit: a tab becomes a blank, another control character of ASCII its
/// picture (`␛`, `␊`), any other invisible character `�`.
package func printable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(printable(scalar)) }
    return String(shown)
}

private func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x09: return " "
    case 0..<0x20: return picture(0x2400 + scalar.value)
    case 0x7f: return "\u{2421}"
    default: return scalar.isInvisible ? "\u{fffd}" : scalar
    }
}

private func picture(_ value: UInt32) -> Unicode.Scalar { Unicode.Scalar(value) ?? "\u{fffd}" }

extension Unicode.Scalar {
    /// Control characters beyond ASCII, bidirectional overrides, zero-width characters, line separators.
    package var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
