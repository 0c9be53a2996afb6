/// A day of the Gregorian calendar; later days are greater.
package struct CalendarDate: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let year: Int
    package let month: Int
    package let day: Int

    /// Nil if there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...days[month - 1]).contains(day) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day in Greenwich.
    ///
    /// Years are counted from March, so that a leap day ends one; 400 of them have 146,097 days.
    package init(secondsSince1970 seconds: Int) {
        let daysSinceMarch0000 = Self.quotient(seconds, 86_400) + 719_468
        let era = Self.quotient(daysSinceMarch0000, 146_097)
        let dayOfEra = daysSinceMarch0000 - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Rounded down, also below zero.
    private static func quotient(_ dividend: Int, _ divisor: Int) -> Int {
        (dividend >= 0 ? dividend : dividend - divisor + 1) / divisor
    }

    /// `2026-07-14`, or the day of a date and time: `2026-07-14T10:00:00Z` (RFC 3339); nil for all else.
    package init?(_ text: String) {
        let match = text.wholeMatch(
            of: /([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[Tt ][0-9:.]{8,}(?:[Zz]|[+-][0-9]{2}:[0-9]{2}))?/)
        guard let match, let year = Int(match.1), let month = Int(match.2), let day = Int(match.3) else {
            return nil
        }
        self.init(year: year, month: month, day: day)
    }

    package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-07-14`
    package var description: String {
        let digits = { (number: Int, width: Int) in
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
    }
}
