import GateModel

/// What is wrong at one place of the file that is being read.
struct Fault: Error, Hashable {
    let span: SourceSpan
    let message: String
    let hint: String?

    init(_ span: SourceSpan, _ message: String, hint: String? = nil) {
        self.span = span
        self.message = message
        self.hint = hint
    }
}

/// Gathers what is wrong with one file, so that all of it is reported in one go.
///
/// A class, because every reader of a section reports to the same one; it lives only while one file is read.
final class Problems {
    let source: SourceText
    private var faults: Set<Fault> = []

    init(in source: SourceText) {
        self.source = source
    }

    var count: Int { faults.count }

    func report(_ fault: Fault) {
        faults.insert(fault)
    }

    /// What `body` returns, or nil once its fault is reported.
    func attempt<Value>(_ body: () throws(Fault) -> Value) -> Value? {
        do {
            return try body()
        } catch {
            report(error)
            return nil
        }
    }

    /// Nil if nothing was reported.
    var errors: PipelineErrors? {
        guard !faults.isEmpty else { return nil }
        let sorted = faults.sorted {
            ($0.span.line, $0.span.column, $0.message) < ($1.span.line, $1.span.column, $1.message)
        }
        return PipelineErrors(errors: sorted.map(error))
    }

    func position(of span: SourceSpan) -> FilePosition {
        FilePosition(file: source.path, line: span.line, column: span.column)
    }

    private func error(for fault: Fault) -> PipelineError {
        PipelineError(
            position: position(of: fault.span), sourceLine: String(source.line(fault.span.line)),
            length: fault.span.length, message: fault.message, hint: fault.hint)
    }
}
