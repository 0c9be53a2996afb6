import GateModel

/// Seconds as people read them: `4.1 s`, `182 s`.
func secondsText(_ seconds: Double) -> String {
    guard seconds.isFinite, (0..<1e15).contains(seconds) else { return "unknown time" }
    let tenths = Int64((seconds * 10).rounded())
    return tenths < 1000 ? "\(tenths / 10).\(tenths % 10) s" : "\(Int64(seconds.rounded())) s"
}

/// How long ago something was, in its largest whole unit: `12 min ago`; `just now` also where it is said to be ahead.
///
/// - Parameter seconds: since then.
func ageText(_ seconds: Int64) -> String {
    switch seconds {
    case ..<60: "just now"
    case ..<7200: "\(seconds / 60) min ago"
    case ..<172_800: "\(seconds / 3600) h ago"
    default: "\(seconds / 86_400) days ago"
    }
}

/// A moment as ISO 8601 in UTC: `2026-07-14T09:30:05Z`.
///
/// - Parameter seconds: since 1970-01-01T00:00:00Z, without leap seconds; may be negative.
package func utcText(_ seconds: Int64) -> String {
    let (day, second) = floorDivision(seconds, 86_400)
    let (year, month, dayOfMonth) = civilDate(day)
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
    return "\(date)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))Z"
}

/// The proleptic Gregorian date of a day that counts from 1970-01-01.
///
/// Years are taken to begin in March, so that a leap day is the last day of its year; 400 such years have
/// 146,097 days, and months from March on begin at day (153 m + 2) / 5.
private func civilDate(_ day: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivision(day + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
}

private func floorDivision(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

private func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value.magnitude)
    return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
}
