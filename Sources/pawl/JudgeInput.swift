import ArgumentParser
import GateModel
import Glibc
import Measuring

/// Where numbers come from, and how they are to be understood.
struct JudgeInput: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The report's format, where its content does not tell: "
                + ReportFormat.allCases.map(\.rawValue).joined(separator: ", ") + ".", valueName: "format"))
    var from: ReportFormat?

    @Option(
        help: ArgumentHelp(
            "The unit of plain numbers: \(ReportUnit.all.map(\.name).joined(separator: ", ")).",
            valueName: "unit"))
    var unit: ReportUnit?

    @Option(help: "The benchmark to judge, where a report has several; otherwise each of them.")
    var benchmark: String?

    /// - Throws: ``BenchmarkFormatError``.
    func report(_ path: String) throws -> ImportedReport {
        try readReport(try inputBytes(path), file: inputName(path), format: from, unit: unit)
    }

    /// The benchmarks of a report that are to be judged.
    ///
    /// - Throws: ``BenchmarkFormatError`` for a name that the report does not have.
    func benchmarks(of report: ImportedReport, _ path: String) throws -> [ImportedBenchmark] {
        if let benchmark {
            try require(benchmark, in: [report], path)
            return report.benchmarks.filter { $0.name == benchmark }
        }
        let wholes = report.benchmarks.filter { !$0.isDetail }
        return wholes.isEmpty ? report.benchmarks : wholes
    }

    /// - Throws: ``BenchmarkFormatError`` for a name that none of the reports has.
    func require(_ benchmark: String, in reports: [ImportedReport], _ path: String) throws {
        let known = reports.flatMap(\.benchmarks).map(\.name)
        guard !known.contains(benchmark) else { return }
        var seen: Set<String> = []
        let listed = known.filter { seen.insert($0).inserted }.prefix(20).map { printable($0) }
        throw BenchmarkFormatError(
            file: inputName(path), message: "no benchmark '\(printable(benchmark))'",
            hint: "it has \(listed.joined(separator: ", "))")
    }
}

extension ReportFormat: ExpressibleByArgument {}

extension ReportUnit: ExpressibleByArgument {
    public init?(argument: String) {
        guard let unit = ReportUnit.named(argument) else { return nil }
        self = unit
    }

    public var defaultValueDescription: String { name }
}

func inputName(_ path: String) -> String { path == "-" ? "standard input" : path }

/// A whole file, or standard input for `-`; at most 256 MiB, so that a wrong name does not fill the memory.
///
/// - Throws: ``BenchmarkFormatError`` where it cannot be read.
func inputBytes(_ path: String) throws -> [UInt8] {
    func failure(_ message: String, _ hint: String) -> BenchmarkFormatError {
        BenchmarkFormatError(file: inputName(path), message: message, hint: hint)
    }
    let limit = 256 << 20
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
        throw failure(
            "cannot be read: \(String(cString: strerror(errno)))", "name a file, or '-' for standard input")
    }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
            guard bytes.count <= limit else {
                throw failure("more than 256 MiB", "give the summary of it, or fewer samples")
            }
        } else if count == 0 {
            return bytes
        } else if errno != EINTR {
            throw failure(
                "cannot be read: \(String(cString: strerror(errno)))",
                "name a file, or '-' for standard input")
        }
    }
}
