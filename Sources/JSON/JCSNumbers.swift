extension JSONValue {
    /// Beyond ±2^53 as text, since the canonical form writes numbers as doubles.
    init(jcs integer: some BinaryInteger) {
        if let exact = Int64(exactly: integer), exact.magnitude <= 1 << 53 {
            self = .integer(exact)
        } else {
            self = .string(String(integer))
        }
    }

    init(jcs number: Double, _ fractions: JCS.Fractions) {
        let isWhole = number.rounded() == number && number.magnitude <= 0x1p53
        self =
            switch fractions {
            case .numbers: number.isFinite ? .number(number) : .string(number.decimalText)
            case .finiteNumbers: number.isFinite ? .number(number) : .null
            case .text: isWhole ? .number(number) : .string(number.decimalText)
            }
    }

    /// Nil for what ``init(jcs:)`` does not write for this type.
    func jcsInteger<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer? {
        switch self {
        case .integer(let integer): Integer(exactly: integer)
        case .string(let text):
            // Only as long as it takes: a short one is a number.
            Integer(text).flatMap {
                String($0) == text && Int64($0.magnitude.description) ?? .max > 1 << 53 ? $0 : nil
            }
        case .null, .bool, .number, .array, .object: nil
        }
    }

    var jcsDouble: Double? {
        switch self {
        case .integer, .number: number
        // Also `nan`, `inf` and `-inf`.
        case .string(let text): Double(decimalText: text)
        case .null, .bool, .array, .object: nil
        }
    }
}
