// What is signed has no JSON floats, since their spelling differs between languages: what is no whole number stands
// as text, in plain decimals, and reads back as exactly the same value.

extension Double {
    /// The shortest plain decimals that read back as this number: `0.0000312`, `3`; also `inf`, `-inf`,
    /// `nan`.
    package var decimalText: String {
        guard isFinite else { return isNaN ? "nan" : self < 0 ? "-inf" : "inf" }
        let parts = magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        guard let exponent = Int(parts.count == 2 ? parts[1] : "0") else {
            preconditionFailure("the exponent of \(self) is no whole number")
        }
        let fraction = mantissa.count == 2 && mantissa[1] != "0" ? mantissa[1] : ""
        let text = Self.shifted(whole: String(mantissa[0]), fraction: String(fraction), by: exponent)
        return sign == .minus ? "-" + text : text
    }

    /// Only what ``decimalText`` writes.
    package init?(decimalText: String) {
        guard let number = Double(decimalText), number.decimalText == decimalText else { return nil }
        self = number
    }

    private static func shifted(whole: String, fraction: String, by exponent: Int) -> String {
        var whole = whole
        var fraction = fraction
        if exponent >= 0 {
            fraction += String(repeating: "0", count: max(0, exponent - fraction.count))
            whole += fraction.prefix(exponent)
            fraction = String(fraction.dropFirst(exponent))
        } else {
            fraction = String(repeating: "0", count: -exponent - whole.count) + whole + fraction
            whole = "0"
        }
        return fraction.isEmpty ? whole : "\(whole).\(fraction)"
    }
}

extension Duration {
    /// In seconds, all digits that count: `120 s`, `0.25 s`.
    package var decimalText: String {
        let (seconds, attoseconds) = components
        var fraction = String(attoseconds.magnitude)
        fraction = String(repeating: "0", count: 18 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        let sign = self < .zero ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(fraction.isEmpty ? "" : "." + fraction) s"
    }

    /// Only what ``decimalText`` writes.
    package init?(decimalText: String) {
        guard decimalText.hasSuffix(" s") else { return nil }
        let isNegative = decimalText.hasPrefix("-")
        let parts = decimalText.dropLast(2).drop { $0 == "-" }.split(separator: ".")
        guard (1...2).contains(parts.count), let seconds = Int64(parts[0]) else { return nil }
        let fraction = parts.count == 2 ? parts[1] : ""
        guard fraction.count <= 18,
            let attoseconds = Int64(fraction + String(repeating: "0", count: 18 - fraction.count))
        else { return nil }
        let sign: Int64 = isNegative ? -1 : 1
        let duration = Duration(
            secondsComponent: sign * seconds, attosecondsComponent: sign * attoseconds)
        guard duration.decimalText == decimalText else { return nil }
        self = duration
    }
}
