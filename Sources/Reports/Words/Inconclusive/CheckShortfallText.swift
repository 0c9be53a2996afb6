import GateModel

extension Inconclusive.CheckShortfall {
    /// What was seen, in words.
    var text: String {
        switch self {
        case .baselineFails(let end):
            "the baseline fails it too (\(end)), so it shows nothing of the candidate; "
                + "mend the suite, or what it needs of this machine, in what runs first"
        case .casesFailOnBoth(let count):
            "\(failing(count)) on the baseline too, and nothing that passes there fails; "
                + "mend or skip what fails, in what runs first"
        case .passedAgain:
            "it failed on the candidate, and passed when it was run once more: make it give the same answer every time"
        case .casesPassedAgain(let count):
            "\(counted(count, "case")) failed on the candidate, and not when it was run once more: "
                + "make it give the same answer every time"
        case .noReport(let side, let why): "no report on the \(side.rawValue)'s side: \(why)"
        case .noCases(let side): "no case was run on the \(side.rawValue)'s side"
        case .contradiction(let side, let failed, let end):
            "on the \(side.rawValue)'s side the report has \(failed == 0 ? "no failed case" : counted(failed, "failed case")), "
                + "and the command ended with \(end): one of the two is wrong"
        case .tooManyFail(let count):
            "\(failing(count)) on the baseline, too many to tell which fail on the candidate only"
        }
    }
}

/// `1 case fails`, `3 cases fail`
private func failing(_ count: Int) -> String { "\(counted(count, "case")) \(count == 1 ? "fails" : "fail")" }
