import ArgumentParser

/// Compares promises by themselves; needs neither a repository nor a pipeline.
struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Compare what two revisions promise.",
        subcommands: [ContractDiffCommand.self])
}
