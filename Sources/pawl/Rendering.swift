import DecisionLog
import GateModel
import Glibc
import Orchestration
import Reports

/// A gate's report in the format that was asked for.
func render(_ report: GateReport, as format: OutputFormat, style: Style) -> String {
    let ran = Set(report.results.map(\.stage))
    let summary = GateSummary(
        plan: report.plan, results: report.results,
        notRun: report.plan.pipeline.stages.map(\.name).filter { !ran.contains($0) }, outcome: report.outcome,
        entries: report.entries.map {
            GateSummary.Entry(index: $0.index, kind: $0.decision.kind, leaf: $0.leafHex)
        },
        isolation: report.entries.compactMap(\.decision.isolation).last,
        problems: report.problems)
    switch format {
    case .text: return TextReport.text(summary, style: style, columns: Terminal.columns)
    case .json: return JSONReport.text(summary)
    }
}

extension Terminal {
    /// How results look on standard output.
    static var style: Style { hasColour(STDOUT_FILENO) ? .colour : .plain }

    /// Of the terminal that standard output is; 100 where it is none, or does not say.
    static var columns: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }

    /// How messages look on standard error.
    static var messageStyle: Style { hasColour(STDERR_FILENO) ? .colour : .plain }
}
