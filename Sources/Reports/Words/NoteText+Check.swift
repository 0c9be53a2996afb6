import GateModel

extension Note {
    /// `the baseline ended with exit 0, the candidate with exit 1, and once more with exit 1`
    static func endsText(_ baseline: ScriptEnd, _ candidate: ScriptEnd, _ again: ScriptEnd?) -> String {
        "the baseline ended with \(baseline), the candidate with \(candidate)"
            + (again.map { ", and once more with \($0)" } ?? "")
    }

    /// `12 cases passed and 1 failed on the candidate, 13 and 0 on the baseline`
    static func casesText(_ baseline: CheckedCases, _ candidate: CheckedCases) -> String {
        "\(counted(candidate.passed, "case")) passed and \(candidate.failed) failed on the candidate, "
            + "\(baseline.passed) and \(baseline.failed) on the baseline"
    }

    /// `3 cases fail on both: a, b and 1 more`
    static func namesText(_ names: [OutsideText], of count: Int, _ what: String) -> String {
        let more = count > names.count ? " and \(count - names.count) more" : ""
        return "\(counted(count, "case")) \(what): \(names.map { "\($0)" }.joined(separator: ", "))\(more)"
    }
}
