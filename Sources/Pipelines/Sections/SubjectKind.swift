import GateModel

/// The keys under which a pipeline file declares what it judges.
enum SubjectKind: String, CaseIterable {
    case service
    case tool
    case external

    /// Why a stage cannot judge this kind of subject; nil where it can.
    func refusal(of stage: StageName, at span: SourceSpan) -> Fault? {
        switch (self, stage) {
        case (.service, _), (_, .baseline), (_, .regress), (.tool, .compat), (.tool, .deploy),
            (.tool, .memory), (.tool, .check), (.external, .scale), (_, .gate):
            nil
        case (.external, .deploy), (.external, .watch):
            Fault(
                span, "'\(stage.rawValue)' of an external service, which runs already",
                hint: "leave the stage out; a pipeline with a 'service' can deploy and watch")
        case (.tool, .scale):
            Fault(
                span, "'scale' loads a service, and a tool is run once an operation",
                hint: "leave the stage out")
        case (.tool, .watch):
            Fault(
                span, "'watch' asks over HTTP, and the operations of a tool are commands",
                hint: "leave the stage out")
        case (.external, .compat):
            Fault(
                span, "'compat' asks two revisions, and of an external service only one runs",
                hint: "leave the stage out")
        case (.external, .check):
            Fault(
                span, "'check' runs in the files of two revisions, and an external service has none here",
                hint: "leave the stage out; a pipeline with a 'service' or a 'tool' can check")
        case (.external, .memory):
            Fault(
                span, "'memory' needs the processes of the service, which nobody knows of an external one",
                hint: "leave the stage out")
        }
    }
}
