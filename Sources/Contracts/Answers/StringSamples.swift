/// What all strings at one place have in common: their format, and whether they come from a small set of words.
struct StringSamples {
    private var count = 0
    private var formats: StringFormats?
    /// By value; no more than one beyond ``mostValues``.
    private var values: [String: Tally] = [:]
    private var hasLongValue = false

    /// The most values that a set may have and still look closed.
    private static let mostValues = 8
    /// The fewest occurrences of all words, and answers with each: with fewer, another word may only not have come up yet.
    private static let leastCount = 20
    private static let leastAnswers = 4
    /// Longer texts are no words of a set.
    private static let longestValue = 40

    mutating func observe(_ text: String, in answer: Int) {
        count += 1
        formats = (formats ?? StringFormats(of: text)).intersection(StringFormats(of: text))
        if text.utf8.count > Self.longestValue || text.contains(where: \.isWhitespace) { hasLongValue = true }
        guard values[text] != nil || values.count <= Self.mostValues else { return }
        values[text, default: Tally()].note(answer)
    }

    /// The format that counts as promised; nil where the strings have none in common, or too few show it.
    ///
    /// A few short values may be all digits, or all hexadecimal, by chance.
    var format: (format: StringFormats, name: String)? {
        guard let first = formats?.first else { return nil }
        let mayBeChance: StringFormats = [.integer, .decimal, .hex16]
        return values.count >= (mayBeChance.contains(first.format) ? 3 : 2) ? first : nil
    }

    func keepsFormat(_ text: String) -> Bool {
        format.map { StringFormats(of: text).contains($0.format) } ?? true
    }

    /// The values with how many answers had each, where they look like a closed set; nil otherwise.
    var closedSet: [String: Int]? {
        guard count >= Self.leastCount, (2...Self.mostValues).contains(values.count), !hasLongValue,
            formats == [], values.values.allSatisfy({ $0.answers >= Self.leastAnswers })
        else { return nil }
        return values.mapValues(\.answers)
    }

    func contains(_ text: String) -> Bool { values[text] != nil }
}

/// In how many answers something was seen; answers come one after the other.
struct Tally {
    private(set) var answers = 0
    private var last: Int?

    mutating func note(_ answer: Int) {
        if last == answer { return }
        last = answer
        answers += 1
    }
}
