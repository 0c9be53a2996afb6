package import GateModel
import Measuring
import Stages

extension Plan {
    /// The locustfile of each stage whose load Locust makes.
    package var loadScripts: [(stage: StageName, text: String)] {
        pipeline.stages.compactMap { stage in
            guard case .scale(let settings) = stage.kind, case .locust(let workers) = settings.engine,
                let load = settings.load
            else {
                return nil
            }
            return (stage.name, LocustScript(stage, load, workers, in: pipeline).text)
        }
    }
}
