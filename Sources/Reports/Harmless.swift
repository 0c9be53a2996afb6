/// Text from outside as a terminal may get it: nothing in it moves the cursor, changes colours, or turns the
/// direction of writing.
///
/// One character becomes one character, so columns still fit: a tab becomes a blank, another control
/// character its picture (`␛`, `␊`), an invisible format character `�`.
func harmless(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { shown.append(harmless(scalar)) }
    return String(shown)
}

private func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
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
    var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
