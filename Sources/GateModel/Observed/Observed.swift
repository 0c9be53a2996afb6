/// What came of one operation for one metric: a number in the metric's base unit, or why there is none.
///
/// In evidence a number stands as itself and the others as words, so a list of them stays short and readable.
package enum Observed: Hashable, Sendable {
    /// Finite.
    case value(Double)
    /// The operation failed, with the kind of failure: `status 500`, `reset`, `timed out`.
    case failed(String)
    /// The operation answered, its metric's source did not.
    case silent
    /// The source answered with something that is no finite number.
    case notANumber

    /// A measured number, or `notANumber` for NaN and the infinities.
    package init(measured number: Double) {
        self = number.isFinite ? .value(number) : .notANumber
    }

    package var value: Double? {
        if case .value(let number) = self { number } else { nil }
    }
}

extension Observed: Codable {
    private static let failure = "failed: "

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let word: String
        do {
            // Nearly all are numbers.
            self.init(measured: try container.decode(Double.self))
            return
        } catch DecodingError.typeMismatch {
            word = try container.decode(String.self)
        }
        switch word {
        case "silent": self = .silent
        case "not a number": self = .notANumber
        default:
            guard word.hasPrefix(Self.failure) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "'\(word)' is no observation")
            }
            self = .failed(String(word.dropFirst(Self.failure.count)))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .value(let number): try container.encode(number)
        case .failed(let kind): try container.encode(Self.failure + kind)
        case .silent: try container.encode("silent")
        case .notANumber: try container.encode("not a number")
        }
    }
}
