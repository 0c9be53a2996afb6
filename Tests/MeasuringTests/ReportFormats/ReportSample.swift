import FoundationEssentials
import GateModel
import Measuring
import Testing

/// Real reports: our own lie in `Samples`, those of other projects beside the project.
enum ReportSample {
    static let ours = [
        "google-benchmark.json", "hyperfine.json", "k6-handle-summary.json", "k6-points.ndjson",
        "k6-summary-export.json", "locust.json", "pyperf.json", "pytest-benchmark.json",
    ]

    static func bytes(_ name: String) throws -> [UInt8] {
        let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        return try [UInt8](Data(contentsOf: URL(filePath: "/\(tests)/Samples/\(name)")))
    }

    static func read(_ name: String) throws -> ImportedReport { try report(bytes(name), name) }

    // MARK: Beside the project

    /// Where `PAWL_SHARED` points, else `../shared` seen from the package; nil where that folder is absent.
    static let sharedFolder: String? = {
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let shared = ProcessInfo.processInfo.environment["PAWL_SHARED"] ?? "/\(package)/../shared"
        return FileManager.default.fileExists(atPath: shared + "/samples") ? shared + "/samples" : nil
    }()

    static let absence: Comment = "no shared samples: set PAWL_SHARED to their folder"

    static func shared(_ name: String) throws -> ImportedReport {
        let folder = try #require(sharedFolder)
        return try report([UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(name)"))), name)
    }
}

func report(_ bytes: [UInt8], _ name: String = "report", as format: ReportFormat? = nil)
    throws(BenchmarkFormatError)
    -> ImportedReport
{
    try readReport(bytes, file: name, format: format)
}

func report(_ text: String, as format: ReportFormat? = nil) throws(BenchmarkFormatError) -> ImportedReport {
    try report(Array(text.utf8), as: format)
}

/// The message with which a report is refused.
func refusal(_ text: String, as format: ReportFormat? = nil) -> String {
    do throws(BenchmarkFormatError) {
        return "read: \(try report(text, as: format))"
    } catch {
        return error.description
    }
}

extension ImportedReport {
    subscript(name: String) -> ImportedBenchmark? { benchmarks.first { $0.name == name } }
}

extension ImportedBenchmark {
    var samples: [[Double]]? { if case .samples(let samples) = evidence { samples } else { nil } }
    var summary: ReportSummary? { if case .summary(let summary) = evidence { summary } else { nil } }
}

func isClose(_ value: Double?, _ expected: Double) -> Bool {
    value.map { abs($0 - expected) <= 1e-12 * abs(expected) } ?? false
}
