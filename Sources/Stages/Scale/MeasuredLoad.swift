import GateModel
import Measuring

/// What a load has shown of a service.
struct MeasuredLoad {
    let samples: [Samples]
    let summary: LoadSummary
    /// What made it, where it was not Pawl itself.
    let engine: String?
}

extension StageRun {
    mutating func take(_ load: MeasuredLoad) {
        samples = load.samples
        self.load = load.summary
        engine = load.engine
    }
}
