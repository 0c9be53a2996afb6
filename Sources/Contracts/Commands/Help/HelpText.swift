/// What a tool's help names that a caller can write: options with their choices and defaults, and commands.
///
/// It is read from the synopsis and from the lines that define things, in the ways that argparse, click, Typer, clap,
/// cobra, Go's flag, getopt, git, BusyBox and swift-argument-parser lay them out; what prose mentions does not count, and
/// neither does where lines are broken or in which order they stand.
package struct HelpText: Hashable, Sendable {
    package private(set) var options: [String: Option] = [:]
    /// Positional arguments with choices or a default: `<MODE>`.
    package private(set) var arguments: [String: Option] = [:]
    package private(set) var commands: Set<String> = []
    /// Whether it has a line such as `usage: tool [-v]`.
    package let hasSynopsis: Bool

    /// What is said of one option.
    package struct Option: Hashable, Sendable {
        /// Empty where none are named.
        package var choices: Set<String>
        package var defaultValue: String?
        package var isRequired: Bool
        /// Under which name of several a change is told: the first long one.
        package var mainName: String
        /// Whether a line describes it; else only the synopsis names it.
        package var isDescribed: Bool

        package init(
            choices: Set<String> = [], defaultValue: String? = nil, isRequired: Bool = false,
            mainName: String,
            isDescribed: Bool = true
        ) {
            self.choices = choices
            self.defaultValue = defaultValue
            self.isRequired = isRequired
            self.mainName = mainName
            self.isDescribed = isDescribed
        }
    }

    package var isEmpty: Bool { options.isEmpty && commands.isEmpty && arguments.isEmpty }

    package init(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { HelpLine($0) }
        let sections = HelpSections(lines)
        hasSynopsis = !sections.usage.isEmpty
        for block in HelpBlock.options(sections.body) { take(block) }
        for block in HelpBlock.arguments(sections.arguments) {
            let option = block.option(named: block.name)
            if !option.choices.isEmpty || option.defaultValue != nil { arguments[block.name] = option }
        }
        commands = HelpCommands(lines).names
        let usage = HelpUsage(sections.usage, defined: Set(options.keys))
        commands.formUnion(usage.commands)
        for (name, choices) in usage.options {
            if options[name] == nil { options[name] = Option(mainName: name, isDescribed: false) }
            options[name]?.choices.formUnion(choices)
        }
    }

    private mutating func take(_ block: HelpBlock) {
        let main = block.names.first { $0.hasPrefix("--") } ?? block.name
        let option = block.option(named: main)
        for name in block.names {
            guard let other = options[name] else {
                options[name] = option
                continue
            }
            options[name]?.choices.formUnion(option.choices)
            options[name]?.defaultValue = other.defaultValue ?? option.defaultValue
        }
    }

    /// What both name.
    package func intersection(_ other: HelpText) -> HelpText {
        var both = self
        both.options = Self.common(options, other.options)
        both.arguments = Self.common(arguments, other.arguments)
        both.commands = commands.intersection(other.commands)
        return both
    }

    private static func common(_ one: [String: Option], _ other: [String: Option]) -> [String: Option] {
        one.reduce(into: [:]) { common, entry in
            guard let same = other[entry.key] else { return }
            var option = entry.value
            option.choices.formIntersection(same.choices)
            if option.defaultValue != same.defaultValue { option.defaultValue = nil }
            option.isRequired = option.isRequired && same.isRequired
            option.isDescribed = option.isDescribed && same.isDescribed
            common[entry.key] = option
        }
    }
}
