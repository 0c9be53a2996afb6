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
    /// - Throws: where what was measured does not tell what the service can do; it is recorded all the same.
    mutating func take(_ load: MeasuredLoad) throws(MeasuringError) {
        samples = load.samples
        self.load = load.summary
        engine = load.engine
        try load.summary.check()
    }
}
