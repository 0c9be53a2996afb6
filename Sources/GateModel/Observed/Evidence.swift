/// What a gate observed and how it judged it: enough to judge it again, under this pipeline or another.
package struct Evidence: Hashable, Sendable, Codable {
    /// Version of this format.
    package static let format = 2

    package let format: Int
    /// Drew inputs and orders.
    package let seed: UInt64
    package let baseline: Revision
    package let candidate: Revision
    package let pipeline: Decision.PipelineSource
    /// The files that the commands of the data set name; nil without a data set.
    package let dataFiles: DataFiles?
    /// How the judged code was confined, `strong (landlock 7)`; nil where none of it ran here.
    package var isolation: String?
    package var runs: [StageRun]
    package var results: [StageResult]

    package init(
        seed: UInt64, baseline: Revision, candidate: Revision, pipeline: Decision.PipelineSource,
        dataFiles: DataFiles? = nil, isolation: String? = nil, runs: [StageRun] = [],
        results: [StageResult] = []
    ) {
        self.format = Evidence.format
        self.seed = seed
        self.baseline = baseline
        self.candidate = candidate
        self.pipeline = pipeline
        self.dataFiles = dataFiles
        self.isolation = isolation
        self.runs = runs
        self.results = results
    }
}
