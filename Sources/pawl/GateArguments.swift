import ArgumentParser
import Orchestration

/// What a gate or its plan is about.
struct GateArguments: ParsableArguments {
    @Argument(help: "The pipeline: NAME of pipelines/NAME.yaml in the candidate's tree.")
    var pipeline: String

    @Argument(help: "The candidate: any name that git knows a commit by.")
    var candidate = "HEAD"

    @Option(help: "The environment, where it is not the pipeline's own.")
    var environment: String?

    @Option(help: "Draw the inputs of an earlier run again.")
    var seed: UInt64?

    func request(
        keepsGoing: Bool = false, retryReason: String? = nil, readsWorkTree: Bool = false
    ) -> GateRequest {
        GateRequest(
            pipeline: pipeline, candidate: candidate, environment: environment, seed: seed,
            keepsGoing: keepsGoing, retryReason: retryReason, readsWorkTree: readsWorkTree)
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json

    /// Of the option that chooses one.
    static let help: ArgumentHelp =
        "How to print the result: \(allCases.map(\.rawValue).joined(separator: ", "))."
}
