package import GateModel

/// What callers could write for the baseline, and can no more.
///
/// - Parameters:
///   - operation: `tool list --help`
///   - candidate: nil where it gives no help.
/// - Returns: by severity, then by kind and place. What is new is for information.
package func compareHelp(
    _ operation: String, baseline: HelpText, candidate: HelpText?
) -> [Difference] {
    guard let candidate else {
        return [Difference(.helpRemoved, .breaking, operation, "", "help", "no help")]
    }
    var found: [Difference] = []
    for (option, choices) in baseline.options {
        guard let now = candidate.options[option] else {
            found.append(Difference(.optionRemoved, .breaking, operation, option, "present", "absent"))
            continue
        }
        // Where none are named any more, nobody knows; where none were, none was promised.
        guard !choices.isEmpty, !now.isEmpty else { continue }
        for choice in choices.subtracting(now) {
            found.append(Difference(.choiceRemoved, .breaking, operation, option, choice, "absent", choice))
        }
        for choice in now.subtracting(choices) {
            found.append(Difference(.choiceAdded, .info, operation, option, "absent", choice, choice))
        }
    }
    for option in candidate.options.keys where baseline.options[option] == nil {
        found.append(Difference(.optionAdded, .info, operation, option, "absent", "present"))
    }
    for command in baseline.commands.subtracting(candidate.commands) {
        found.append(Difference(.commandRemoved, .breaking, operation, command, "present", "absent"))
    }
    for command in candidate.commands.subtracting(baseline.commands) {
        found.append(Difference(.commandAdded, .info, operation, command, "absent", "present"))
    }
    return found.sorted { $0.sortKey == $1.sortKey ? $0.change < $1.change : $0.sortKey < $1.sortKey }
        .summedUp(beyond: Difference.mostOfOneOperation)
}

extension Difference {
    fileprivate init(
        _ kind: Kind, _ severity: Severity, _ operation: String, _ place: String, _ baseline: String,
        _ candidate: String, _ change: String = ""
    ) {
        self.init(
            kind: kind, severity: severity, operation: operation, place: place, change: change,
            baseline: Excerpt.pair(baseline, "").baseline, candidate: Excerpt.pair("", candidate).candidate)
    }
}

extension Difference.Kind {
    package static let helpRemoved = Difference.Kind(rawValue: "help-removed")
    package static let optionRemoved = Difference.Kind(rawValue: "option-removed")
    package static let optionAdded = Difference.Kind(rawValue: "option-added")
    package static let choiceRemoved = Difference.Kind(rawValue: "choice-removed")
    package static let choiceAdded = Difference.Kind(rawValue: "choice-added")
    package static let commandRemoved = Difference.Kind(rawValue: "command-removed")
    package static let commandAdded = Difference.Kind(rawValue: "command-added")
}
