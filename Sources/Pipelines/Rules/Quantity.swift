import GateModel

/// A unit that can follow a number; one of it is factor × 10^exponent of the base unit.
struct QuantityUnit {
    let name: String
    let of: MetricUnit
    let factor: Double
    let exponent: Int

    static let all = [
        QuantityUnit(name: "us", of: .time, factor: 1, exponent: -6),
        QuantityUnit(name: "ms", of: .time, factor: 1, exponent: -3),
        QuantityUnit(name: "s", of: .time, factor: 1, exponent: 0),
        QuantityUnit(name: "m", of: .time, factor: 60, exponent: 0),
        QuantityUnit(name: "h", of: .time, factor: 3600, exponent: 0),
        QuantityUnit(name: "d", of: .time, factor: 86400, exponent: 0),
        QuantityUnit(name: "B", of: .bytes, factor: 1, exponent: 0),
        QuantityUnit(name: "KB", of: .bytes, factor: 1, exponent: 3),
        QuantityUnit(name: "MB", of: .bytes, factor: 1, exponent: 6),
        QuantityUnit(name: "GB", of: .bytes, factor: 1, exponent: 9),
        QuantityUnit(name: "KiB", of: .bytes, factor: 1024, exponent: 0),
        QuantityUnit(name: "MiB", of: .bytes, factor: 1_048_576, exponent: 0),
        QuantityUnit(name: "GiB", of: .bytes, factor: 1_073_741_824, exponent: 0),
        QuantityUnit(name: "%", of: .share, factor: 1, exponent: -2),
    ]

    /// The amount in the base unit, rounded once: the power of ten goes into the decimal text.
    ///
    ///     "15" ms → 0.015
    func amount(_ digits: String) -> Double? {
        guard let number = Double("\(digits)e\(exponent)") else { return nil }
        let amount = number * factor
        return amount.isFinite ? amount : nil
    }
}

extension SourceNode {
    /// A length of time longer than nothing: `10s`, `2m`, `1.5h`.
    func duration() throws(Fault) -> Duration {
        let text = try text()
        let example = "write an amount with a unit: 10s, 2m, 1.5h"
        guard let seconds = durationInSeconds(text) else {
            throw Fault(span, "expected a duration, found \(quoted(text))", hint: example)
        }
        guard (0.001...31_536_000).contains(seconds) else {
            throw Fault(span, "expected a duration from 1ms to 365d, found \(quoted(text))", hint: example)
        }
        return .milliseconds(Int64((seconds * 1000).rounded()))
    }
}

/// A length of time as pipelines write it: `10s`, `2m`, `1.5h`; nil for anything else.
package func durationInSeconds(_ text: String) -> Double? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let name = text.dropFirst(digits.count)
    guard let first = digits.first, first.isNumber, let last = digits.last, last.isNumber,
        let unit = QuantityUnit.all.first(where: { $0.name == name && $0.of == .time })
    else { return nil }
    return unit.amount(String(digits))
}
