package import GateModel

/// Where the baseline fares worse on what the candidate left than on what it leaves itself.
///
/// `own` is the control: the same baseline on the data that it had itself written, asked the same. What goes wrong there
/// too is not the candidate's doing. Nil: nothing is taken off, so an empty answer means that no control is needed.
package struct RollbackComparison {
    private let candidates: RevisitOutcome
    private let own: RevisitOutcome?

    package init(_ candidates: RevisitOutcome, own: RevisitOutcome?) {
        self.candidates = candidates
        self.own = own
    }

    /// Stands for the whole in findings, judgements and waivers.
    package static let subject = "service"

    /// Breaking all of them, by operation in the order asked; see ``Difference/sortKey``.
    package var differences: [Difference] {
        (ended.map { [$0] } ?? []) + replies + shapes
    }

    /// Whether anything that the baseline was asked on the candidate's data went as it is declared.
    package var showsSomething: Bool {
        candidates.inputs.contains { input in
            [input.reply, input.readBack].contains { reply in reply.map { $0.failure == nil } ?? false }
        }
    }

    private var ended: Difference? {
        switch candidates.end {
        case .notReady(let detail): ended(.baselineDoesNotStart, "starts on its own data", detail)
        case .died(let detail): ended(.baselineDies, "runs on its own data", detail)
        case .silent, nil: nil
        }
    }

    private func ended(_ kind: Difference.Kind, _ baseline: String, _ detail: String) -> Difference {
        Difference(
            contract: .rollback, subject: Self.subject, kind: kind, severity: .breaking,
            operation: Self.subject, place: "", baseline: baseline,
            candidate: Excerpt.ends(detail))
    }

    /// Operations that do not succeed, and writings of the candidate that cannot be read.
    private var replies: [Difference] {
        operations.flatMap { operation -> [Difference] in
            var findings = FoundDifferences(prefix: "")
            var reads = FoundDifferences(prefix: "then")
            var compared = 0
            for (index, input) in candidates.inputs.enumerated() where input.operation == operation {
                let control = own?.inputs[index]
                if let reply = input.reply {
                    compared += 1
                    let isOfRead = reply.failure?.isOfRead ?? false
                    if isOfRead {
                        add(reply, control?.reply, input.first, isOfRead: true, index, into: &reads)
                    } else {
                        add(reply, control?.reply, input.first, isOfRead: false, index, into: &findings)
                    }
                }
                if let read = input.readBack {
                    add(read, control?.readBack, input.first, isOfRead: true, index, into: &reads)
                }
            }
            let found = [findings, reads].flatMap { $0.differences(operation: operation, compared: compared) }
            return
                found
                .sorted { $0.sortKey < $1.sortKey }.map { $0.ofRollback(kind: $0.kind) }
        }
    }

    private func add(
        _ reply: BaselineReply, _ control: BaselineReply?, _ first: ObservedAnswer, isOfRead: Bool,
        _ input: Int, into findings: inout FoundDifferences
    ) {
        guard let failure = reply.failure, control?.failure != failure else { return }
        let kind = isOfRead ? Difference.Kind.baselineCannotReadBack : .baselineRefuses
        let own = control ?? BaselineReply(answer: first, failure: nil)
        findings.add(kind, .breaking, at: .answer, input: input) {
            (own.text(ofRead: isOfRead), failure.text)
        }
    }

    /// Answers that come, and lack what the baseline always says.
    private var shapes: [Difference] {
        let known = Set(own.map(Self.otherwise)?.map(ShapeKey.init) ?? [])
        return Self.otherwise(candidates).filter { !known.contains(ShapeKey($0)) }
            .map { $0.ofRollback(kind: .baselineReadsOtherwise) }
    }

    private static func otherwise(_ visit: RevisitOutcome) -> [Difference] {
        let shapes: Set<Difference.Kind> = [.fieldRemoved, .typeChanged, .nullable, .notJSON]
        let probed = operations(of: visit).map { operation in
            ProbedOperation(
                operation: operation,
                inputs: visit.inputs.filter { $0.operation == operation }.flatMap(\.probes))
        }
        return compare(probed).differences.filter { shapes.contains($0.kind) }
    }

    private var operations: [String] { Self.operations(of: candidates) }

    private static func operations(of visit: RevisitOutcome) -> [String] {
        var seen: Set<String> = []
        return visit.inputs.map(\.operation).filter { seen.insert($0).inserted }
    }
}

private struct ShapeKey: Hashable {
    let operation: String
    let kind: Difference.Kind
    let place: String

    init(_ difference: Difference) {
        (operation, kind, place) = (difference.operation, difference.kind, difference.place)
    }
}

extension RevisitedInput {
    /// Both replies as answers to be compared in shape; of a read of what was written only the read.
    fileprivate var probes: [ProbedInput] {
        let asked = reply.map { ProbedInput(baseline: first, again: again, candidate: $0.answer) }
        let read = readBack.map { reply in
            let answer = ObservedAnswer(outcome: first.outcome, followUp: reply.answer.outcome)
            return ProbedInput(baseline: first, again: again, candidate: answer)
        }
        return [asked, read].compactMap(\.self)
    }
}

extension BaselineReply {
    /// `status 201`, or what went wrong there too.
    fileprivate func text(ofRead isOfRead: Bool) -> String {
        if let failure { return failure.text }
        let outcome = isOfRead ? answer.followUp ?? answer.outcome : answer.outcome
        switch outcome {
        case .answered(let answer): return "status \(answer.status)"
        case .failed(let kind, _): return "no answer: \(kind)"
        }
    }
}

extension Difference {
    /// The same finding as one about the way back; the kind that it had sets apart those at one place.
    fileprivate func ofRollback(kind: Kind) -> Difference {
        var difference = self
        (difference.contract, difference.subject) = (.rollback, RollbackComparison.subject)
        (difference.kind, difference.severity) = (kind, .breaking)
        difference.change = kind == self.kind ? "" : self.kind.rawValue
        difference.text = nil
        return difference
    }
}

extension Difference.Kind {
    package static let baselineDoesNotStart = Difference.Kind(rawValue: "baseline-does-not-start")
    package static let baselineDies = Difference.Kind(rawValue: "baseline-dies")
    package static let baselineRefuses = Difference.Kind(rawValue: "baseline-refuses")
    package static let baselineCannotReadBack = Difference.Kind(rawValue: "baseline-cannot-read-back")
    package static let baselineReadsOtherwise = Difference.Kind(rawValue: "baseline-reads-otherwise")
}
