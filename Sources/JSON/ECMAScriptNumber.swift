/// The spelling of a double that ECMAScript's `Number::toString` prescribes (ECMA-262, 6.1.6.1.20).
enum ECMAScriptNumber {
    /// `1`, `0.000001`, `1e-7`, `1e+21`; minus zero is `0`.
    ///
    /// - Precondition: `number` is finite.
    static func text(_ number: Double) -> String {
        precondition(number.isFinite, "JSON cannot write \(number)")
        if number == 0 { return "0" }
        let (digits, pointPosition) = shortestDigits(number.magnitude)
        let sign = number < 0 ? "-" : ""
        let count = digits.count
        // Names of the standard: k = count, n = pointPosition.
        switch pointPosition {
        case count...21:
            return sign + digits + String(repeating: "0", count: pointPosition - count)
        case 1...21:
            return sign + digits.prefix(pointPosition) + "." + digits.dropFirst(pointPosition)
        case -5...0:
            return sign + "0." + String(repeating: "0", count: -pointPosition) + digits
        default:
            let exponent = pointPosition - 1
            let fraction = count == 1 ? "" : "." + digits.dropFirst()
            return sign + digits.prefix(1) + fraction + "e" + (exponent < 0 ? "" : "+") + String(exponent)
        }
    }

    /// The fewest digits that read back as this number, nearest to it, and where the point stands: 0.d1d2… ×
    /// 10^n.
    ///
    /// Swift's `description` prints the same digits, in another layout: `1.5`, `100000.0`, `1e-07`, `5e-324`.
    private static func shortestDigits(_ magnitude: Double) -> (digits: String, pointPosition: Int) {
        var digits: [UInt8] = []
        var wholeDigits: Int?
        var exponent = 0
        var rest = magnitude.description.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."): wholeDigits = digits.count
            case UInt8(ascii: "e"):
                guard let value = Int(String(Substring(rest))) else {
                    preconditionFailure("a double's description has an exponent that is no integer")
                }
                exponent = value
                rest = rest[rest.endIndex...]
            default: digits.append(byte)
            }
        }
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let pointPosition = (wholeDigits ?? digits.count) + exponent - leadingZeros
        digits.removeFirst(leadingZeros)
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (String(decoding: digits, as: UTF8.self), pointPosition)
    }
}
