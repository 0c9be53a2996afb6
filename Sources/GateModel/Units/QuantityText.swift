extension MetricUnit {
    /// A value in this unit's base as people read it, to three significant digits: `0.312 ms`, `24.1 MB`, `6`.
    package func text(_ value: Double) -> String {
        switch self {
        case .time: MetricUnit.scaled(value, [(1, "s"), (1e-3, "ms"), (1e-6, "µs")])
        case .bytes: MetricUnit.scaled(value, [(1e9, "GB"), (1e6, "MB"), (1e3, "KB"), (1, "B")])
        case .share: percentText(value)
        case .rate: significant(value) + "/s"
        case .count, .plain: significant(value)
        }
    }

    /// In the largest unit that leaves a number of at least one; zero in the last one.
    private static func scaled(_ value: Double, _ units: [(size: Double, name: String)]) -> String {
        let unit = units.first { abs(value) >= $0.size * 0.9995 } ?? units[units.count - 1]
        return significant(value / unit.size) + " " + unit.name
    }
}

/// A share as a percentage: `12.6 %` for 0.126.
package func percentText(_ share: Double) -> String {
    share.isNaN ? significant(share) : significant(share * 100) + " %"
}

/// A share as a change: `+12.6 %`, `−3 %`.
package func changeText(_ share: Double) -> String {
    let text = percentText(share)
    return share.isNaN || text.hasPrefix("−") ? text : "+" + text
}

/// A power of the data's size: `n^1.02`.
package func exponentText(_ exponent: Double) -> String { "n^" + significant(exponent) }

/// Three significant digits, at most nine of them decimals, without an exponent below 10^18: `0.0312`, `12.6`;
/// from a thousand on the whole number: `1250`.
package func significant(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    let magnitude = abs(value)
    if magnitude == 0 { return "0" }
    if magnitude >= 1e18 { return sign(value) + magnitude.description }
    if magnitude >= 1000 { return sign(value) + String(UInt64(magnitude.rounded())) }
    var decimals = 2
    var scaled = magnitude
    while scaled >= 10, decimals > 0 {
        scaled /= 10
        decimals -= 1
    }
    while scaled < 1, decimals < 9 {
        scaled *= 10
        decimals += 1
    }
    let text = fixed(magnitude, decimals: decimals)
    return text == "0" ? text : sign(value) + text
}

private func sign(_ value: Double) -> String { value < 0 ? "−" : "" }

private func fixed(_ magnitude: Double, decimals: Int) -> String {
    var power: UInt64 = 1
    for _ in 0..<decimals { power *= 10 }
    let whole = UInt64((magnitude * Double(power)).rounded())
    var fraction = String(whole % power)
    if power == 1 { return String(whole) }
    fraction = String(repeating: "0", count: decimals - fraction.count) + fraction
    while fraction.hasSuffix("0") { fraction.removeLast() }
    return fraction.isEmpty ? String(whole / power) : "\(whole / power).\(fraction)"
}

/// `500 ms`, `10 s`, `2 min`, `90 s`
package func durationText(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    let minutes = seconds / 60
    return minutes >= 1 && minutes == minutes.rounded()
        ? "\(significant(minutes)) min" : MetricUnit.time.text(seconds)
}
