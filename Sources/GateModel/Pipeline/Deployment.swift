/// What a pipeline does with a candidate that all measuring stages have passed: `deploy`, perhaps `watch`, and the way back.
package struct Deployment: Hashable, Sendable {
    package let stage: Stage
    package let settings: Stage.Deploy
    /// Nil where the pipeline does not watch what it has deployed.
    package let watch: Watch?
    package let rollback: Pipeline.Rollback

    package struct Watch: Hashable, Sendable {
        package let stage: Stage
        package let settings: Stage.Watch
    }

    /// Nil where nothing is deployed.
    ///
    /// - Parameter rollback: Without it nothing is deployed either; whoever reads the file refuses such a one.
    init?(_ stages: [Stage], rollback: Pipeline.Rollback?) {
        guard let rollback else { return nil }
        var deploy: (Stage, Stage.Deploy)?
        var watch: Watch?
        for stage in stages {
            switch stage.kind {
            case .deploy(let settings): deploy = (stage, settings)
            case .watch(let settings): watch = Watch(stage: stage, settings: settings)
            case .baseline, .compat, .regress, .memory, .scale, .check: break
            }
        }
        guard let (stage, settings) = deploy else { return nil }
        self.stage = stage
        self.settings = settings
        self.watch = watch
        self.rollback = rollback
    }

    package var stages: [Stage] { [stage] + (watch.map { [$0.stage] } ?? []) }
}
