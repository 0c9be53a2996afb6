import Contracts
import GateModel
import Git
import Glibc
import Measuring

/// One OpenAPI document as both revisions committed it.
///
/// It is read from git's objects, never from a directory: what a build writes over it counts for nothing.
struct OpenAPICheck {
    private let context: StageContext
    private let file: String

    /// As large as what ``OpenAPIDocument`` reads.
    private static let maximumBytes = 32 << 20

    init(_ context: StageContext, _ file: String) {
        self.context = context
        self.file = file
    }

    /// - Throws: ``MeasuringError`` where a document cannot be read; nothing is shown then.
    func compare() throws(MeasuringError) -> CheckedContract {
        let baseline = try bytes(of: context.plan.baseline, .baseline)
        let candidate = try bytes(of: context.plan.candidate, .candidate)
        switch (baseline, candidate) {
        case (nil, nil):
            throw MeasuringError(.notComparable, "neither revision has a file '\(file)'")
        case (nil, .some):
            throw MeasuringError(
                .notComparable,
                "the baseline has no file '\(file)': nothing is promised yet; "
                    + "declare it once a revision that has it is deployed")
        case (.some, nil): return removed
        case (let baseline?, let candidate?): return try compare(baseline, candidate)
        }
    }

    private var removed: CheckedContract {
        CheckedContract(
            differences: [
                Difference(
                    contract: .openapi, subject: file, kind: Difference.Kind(rawValue: "document-removed"),
                    severity: .breaking, operation: file, place: "", baseline: "present",
                    candidate: "removed",
                    text: "the candidate has no file '\(file)'")
            ])
    }

    private func compare(
        _ baseline: [UInt8], _ candidate: [UInt8]
    ) throws(MeasuringError) -> CheckedContract {
        let baseline = try document(baseline, .baseline)
        let candidate = try document(candidate, .candidate)
        let changes = OpenAPIComparison.changes(
            from: baseline, to: candidate, on: CalendarDate(secondsSince1970: Int(time(nil))))
        return CheckedContract(
            differences: changes.map(difference).summedUp(beyond: Difference.mostOfOneContract),
            failure: gap(baseline, .baseline) ?? gap(candidate, .candidate) ?? emptiness(baseline),
            note: "\(baseline.operations.count) operation\(baseline.operations.count == 1 ? "" : "s")")
    }

    private func document(_ bytes: [UInt8], _ side: Side) throws(MeasuringError) -> OpenAPIDocument {
        do throws(OpenAPIError) {
            return try OpenAPIDocument(bytes, named: file)
        } catch {
            throw MeasuringError(.notComparable, "\(side.rawValue): \(error.place): \(error.what)")
        }
    }

    /// A document without operations promises nothing that could be kept.
    private func emptiness(_ baseline: OpenAPIDocument) -> Inconclusive? {
        guard baseline.operations.isEmpty else { return nil }
        return Inconclusive(.notComparable, "the baseline's '\(file)' has no operation: nothing is promised")
    }

    /// What stands elsewhere was not compared, so that it shows nothing.
    private func gap(_ document: OpenAPIDocument, _ side: Side) -> Inconclusive? {
        guard let first = document.unresolved.first else { return nil }
        let others = document.unresolved.count - 1
        return Inconclusive(
            .notComparable,
            "\(side.rawValue): \(file): the reference \(first) leads to nothing in the document, and other files are "
                + "not read" + (others > 0 ? "; \(others) more" : ""))
    }

    private func difference(_ change: APIChange) -> Difference {
        let severity: Difference.Severity =
            switch change.level {
            case .error: .breaking
            case .warning: .warning
            case .info: .info
            }
        return Difference(
            contract: .openapi, subject: file, kind: Difference.Kind(rawValue: change.id), severity: severity,
            operation: change.operation.isEmpty ? file : change.operation, place: change.path,
            change: change.detail, baseline: "", candidate: "", text: change.text + reach(of: change))
    }

    /// ` (312 operations, among them GET /a)`; empty for a change of one.
    private func reach(of change: APIChange) -> String {
        guard let first = change.operations.first else { return "" }
        return " (\(change.operations.count) operations, among them \(first))"
    }

    /// Nil where the revision has nothing there.
    private func bytes(of revision: Revision, _ side: Side) throws(MeasuringError) -> [UInt8]? {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: context.repository)
            guard let entry = try repository.entry(atPath: file, inTreeOf: revision.commit) else {
                return nil
            }
            switch entry.kind {
            case .blob, .executable:
                return try repository.blob(entry.id, limit: Self.maximumBytes)
            case .symlink, .tree, .submodule: break
            }
        } catch {
            throw MeasuringError(.notComparable, "\(side.rawValue): '\(file)' cannot be read", cause: error)
        }
        throw MeasuringError(.notComparable, "\(side.rawValue): '\(file)' is no plain file")
    }
}
