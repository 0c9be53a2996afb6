package import GateModel

/// Reads a report of any format that Pawl knows, recognised from its content unless one is named.
///
/// - Parameter file: The name that messages have for it.
/// - Parameter unit: Of plain numbers; other reports name their units themselves.
/// - Throws: ``BenchmarkFormatError`` for a report that is empty, cut off, of an unknown format or unit, of several revisions,
///   or has something that is no finite number of at least 0.
package func readReport(
    _ bytes: [UInt8], file: String, format: ReportFormat? = nil, unit: ReportUnit? = nil
) throws(BenchmarkFormatError) -> ImportedReport {
    do throws(ReportFault) {
        let text = try ReportEncoding.decode(bytes)
        guard text.contains(where: { $0 > 0x20 }) else {
            throw ReportFault(.whole, "the file is empty", hint: "run the benchmark, and let it end")
        }
        let report = try ReportContent(text).read(as: format, unit: unit)
        if unit != nil, report.format != .numbers {
            throw ReportFault(
                .whole, "this is a report of \(report.format.rawValue), which has its own units",
                hint: "leave '--unit' out")
        }
        guard !report.showsNothing else { throw .nothingMeasured(.whole) }
        guard report.benchmarks.count <= mostBenchmarks else { throw .tooMany(.whole) }
        var names: Set<String> = []
        for benchmark in report.benchmarks where !names.insert(benchmark.name).inserted {
            throw .twice(.whole, benchmark.name)
        }
        return report
    } catch {
        throw error.error(in: file)
    }
}

extension ImportedReport {
    /// Whether there is neither a number nor a reason why there is none.
    var showsNothing: Bool { benchmarks.isEmpty && flaws.isEmpty }
}
