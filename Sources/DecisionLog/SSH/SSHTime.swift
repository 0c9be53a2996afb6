/// A time as OpenSSH writes it, in UTC and without its `Z`: YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS.
struct SSHTime {
    /// Since 1970.
    let seconds: Int64

    /// Nil if it is no such time, or no date of the calendar.
    init?(_ text: String) {
        let digits = text.utf8.map { Int64($0) - 48 }
        guard [8, 12, 14].contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int64 {
            digits.count < range.upperBound ? 0 : digits[range].reduce(0) { $0 * 10 + $1 }
        }
        let (year, month, day) = (number(0..<4), number(4..<6), number(6..<8))
        let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard year >= 1970, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days =
            Self.daysBefore(year: year) + (1..<month).reduce(day - 1) { $0 + Self.days(in: $1, of: year) }
        seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
    }

    /// Days from 1970-01-01 to the year's first.
    private static func daysBefore(year: Int64) -> Int64 {
        let last = year - 1
        return (year - 1970) * 365 + (last / 4 - last / 100 + last / 400)
            - (1969 / 4 - 1969 / 100 + 1969 / 400)
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
