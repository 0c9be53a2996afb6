import Cryptography
package import GateModel
package import Git
import JSON
import Pipelines
import Processes

/// A pipeline file as it was read.
package struct PipelineFile: Sendable {
    package let pipeline: Pipeline
    /// Where the file's values stand.
    package let map: SourceMap
    package let source: Decision.PipelineSource
    let bytes: [UInt8]

    /// - Parameter blob: What git calls these bytes.
    fileprivate init(_ bytes: [UInt8], blob: ObjectID, name: String, path: String) throws {
        self.bytes = bytes
        source = Decision.PipelineSource(
            name: name, path: path, blob: blob, sha256: hexadecimal(sha256(bytes)))
        (pipeline, map) = try parsePipeline(String(decoding: bytes, as: UTF8.self), path: path)
    }
}

private let sizeLimit = 1 << 20

/// The pipeline file as the commit has it, never as it lies in the work tree.
package func readPipeline(
    _ name: String, at commit: ObjectID, in repository: borrowing Repository
) throws -> PipelineFile {
    let path = "pipelines/\(name).yaml"
    // The name stands in log, lock and journal too, so it has to be the file's own and no path.
    guard !name.contains("/"), let entry = try repository.entry(atPath: path, inTreeOf: commit),
        entry.kind != .tree
    else {
        let known = try repository.childNames(of: "pipelines", in: commit).filter { $0.hasSuffix(".yaml") }
        throw OrchestrationError.pipelineMissing(
            path: path, commit: commit, known: known.map { String($0.dropLast(5)) })
    }
    return try PipelineFile(
        repository.blob(entry.id, limit: sizeLimit), blob: entry.id, name: name, path: path)
}

/// The pipeline file as it lies in the work tree, to see what it would do before it is committed.
func readPipelineInWorkTree(_ name: String, in repository: borrowing Repository) throws -> PipelineFile {
    guard !name.contains("/"), let workTree = repository.workDirectory else {
        throw OrchestrationError.noWorkTreeFile(path: "pipelines/\(name).yaml")
    }
    let path = "pipelines/\(name).yaml"
    var bytes: [UInt8] = []
    do throws(FileError) {
        try readPieces(of: "\(workTree)/\(path)", limit: Int64(sizeLimit)) { bytes += $0 }
    } catch {
        throw OrchestrationError.noWorkTreeFile(path: path)
    }
    return try PipelineFile(bytes, blob: repository.blobID(of: bytes), name: name, path: path)
}
