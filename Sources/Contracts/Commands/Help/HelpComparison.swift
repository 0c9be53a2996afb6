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
    helpChanges(baseline: baseline, candidate: candidate).map { change in
        Difference(
            kind: change.kind, severity: change.severity, operation: operation, place: change.place,
            change: change.change, baseline: Excerpt.pair(change.baseline, "").baseline,
            candidate: Excerpt.pair("", change.candidate).candidate)
    }
    .sorted { $0.sortKey < $1.sortKey }
    .summedUp(beyond: Difference.mostOfOneContract)
}

/// One way in which a help text names something else than another.
struct HelpChange: Hashable {
    let kind: Difference.Kind
    let severity: Difference.Severity
    /// The option, argument or command; empty of the help as a whole.
    let place: String
    var change = ""
    let baseline: String
    let candidate: String

    init(
        _ kind: Difference.Kind, _ severity: Difference.Severity, _ place: String, _ baseline: String,
        _ candidate: String, _ change: String = ""
    ) {
        (self.kind, self.severity, self.place) = (kind, severity, place)
        (self.baseline, self.candidate, self.change) = (baseline, candidate, change)
    }
}

/// In no particular order.
func helpChanges(baseline: HelpText, candidate: HelpText?) -> [HelpChange] {
    guard let candidate else { return [HelpChange(.helpRemoved, .breaking, "", "help", "no help")] }
    var found: [HelpChange] = []
    for (name, option) in baseline.options {
        guard let now = candidate.options[name] else {
            found.append(HelpChange(.optionRemoved, .breaking, name, "present", "absent"))
            continue
        }
        if option.isDescribed && !now.isDescribed {
            found.append(HelpChange(.optionNotDescribed, .warning, name, "described", "in the synopsis only"))
        }
        // Other names of the same option change with it.
        if name == option.mainName { found += optionChanges(name, option, now) }
    }
    for (name, option) in candidate.options where baseline.options[name] == nil {
        let isNeeded = option.isRequired && name == option.mainName
        found.append(
            isNeeded
                ? HelpChange(.requiredOptionAdded, .breaking, name, "absent", "required")
                : HelpChange(.optionAdded, .info, name, "absent", "present"))
    }
    for (name, argument) in baseline.arguments {
        guard let now = candidate.arguments[name] else { continue }
        found += optionChanges(name, argument, now)
    }
    for command in baseline.commands.subtracting(candidate.commands) {
        found.append(HelpChange(.commandRemoved, .breaking, command, "present", "absent"))
    }
    for command in candidate.commands.subtracting(baseline.commands) {
        found.append(HelpChange(.commandAdded, .info, command, "absent", "present"))
    }
    return found
}

private func optionChanges(
    _ name: String, _ baseline: HelpText.Option, _ candidate: HelpText.Option
) -> [HelpChange] {
    var found = choiceChanges(name, baseline.choices, candidate.choices)
    switch (baseline.defaultValue, candidate.defaultValue) {
    // A line may have been broken within it.
    case (let old?, let new?) where old.filter({ $0 != " " }) != new.filter({ $0 != " " }):
        found.append(HelpChange(.defaultChanged, .breaking, name, old, new))
    case (let old?, nil): found.append(HelpChange(.defaultRemoved, .breaking, name, old, "none named"))
    case (nil, let new?): found.append(HelpChange(.defaultAdded, .info, name, "none named", new))
    case (.some, .some), (nil, nil): break
    }
    if candidate.isRequired && !baseline.isRequired {
        found.append(HelpChange(.optionRequired, .breaking, name, "optional", "required"))
    }
    return found
}

/// Where none are named any more, any may be taken, or nobody says which; where none were, none was promised.
private func choiceChanges(
    _ name: String, _ baseline: Set<String>, _ candidate: Set<String>
) -> [HelpChange] {
    if baseline.isEmpty { return [] }
    if candidate.isEmpty {
        let old = baseline.sorted().joined(separator: ", ")
        return [HelpChange(.choicesNotNamed, .warning, name, old, "none named")]
    }
    return baseline.subtracting(candidate).map {
        HelpChange(.choiceRemoved, .breaking, name, $0, "absent", $0)
    }
        + candidate.subtracting(baseline).map {
            HelpChange(.choiceAdded, .info, name, "absent", $0, $0)
        }
}

extension Difference.Kind {
    package static let helpRemoved = Difference.Kind(rawValue: "help-removed")
    package static let optionRemoved = Difference.Kind(rawValue: "option-removed")
    package static let optionAdded = Difference.Kind(rawValue: "option-added")
    package static let optionNotDescribed = Difference.Kind(rawValue: "option-not-described")
    package static let optionRequired = Difference.Kind(rawValue: "option-required")
    package static let requiredOptionAdded = Difference.Kind(rawValue: "required-option-added")
    package static let choiceRemoved = Difference.Kind(rawValue: "choice-removed")
    package static let choiceAdded = Difference.Kind(rawValue: "choice-added")
    package static let choicesNotNamed = Difference.Kind(rawValue: "choices-not-named")
    package static let defaultChanged = Difference.Kind(rawValue: "default-changed")
    package static let defaultRemoved = Difference.Kind(rawValue: "default-removed")
    package static let defaultAdded = Difference.Kind(rawValue: "default-added")
    package static let helpReworded = Difference.Kind(rawValue: "help-reworded")
    /// Nobody can tell which program a command runs, so its help was not asked.
    package static let helpNotAsked = Difference.Kind(rawValue: "help-not-asked")
    package static let commandRemoved = Difference.Kind(rawValue: "command-removed")
    package static let commandAdded = Difference.Kind(rawValue: "command-added")
}
