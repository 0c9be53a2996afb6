import GateModel
import Git
import Pipelines

/// Pipeline files as the blobs that entries name; each is read once.
struct RecordedPipelines {
    let directory: String
    private var known: [ObjectID: Pipeline?] = [:]

    init(directory: String) {
        self.directory = directory
    }

    /// Nil where nobody kept the file, or another version of Pawl wrote it.
    mutating func pipeline(of source: Decision.PipelineSource) throws -> Pipeline? {
        if let found = known[source.blob] { return found }
        let found: Pipeline?
        do {
            let bytes = try Repository(discoverFrom: directory).blob(source.blob, limit: 1 << 20)
            found = try parsePipeline(String(decoding: bytes, as: UTF8.self), path: source.path).pipeline
        } catch GitError.missingObject {
            found = nil
        } catch is PipelineErrors {
            found = nil
        }
        known[source.blob] = .some(found)
        return found
    }
}
