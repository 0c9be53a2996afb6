import GateModel

/// Compares what the two revisions answered to one operation.
struct OperationComparison {
    let operation: String

    private let probed: ProbedOperation
    private let ignoredHeaders: Set<String>
    private let slower: Difference?
    private let repeated: RepeatedWrite?
    private var answers = FoundDifferences(prefix: "")
    private var followUps = FoundDifferences(prefix: "then")
    private var comparedAnswers: [Exchange] = []
    private var comparedFollowUps: [Exchange] = []
    /// Whether the baseline gave the same items in another order.
    private var answersMoveAbout = false
    /// How many of the baseline's answers could be compared, whatever the candidate answered.
    private var usableAnswers = 0
    private var usableFollowUps = 0
    private var disagreements: [String: (reason: Inconclusive.Reason, count: Int)] = [:]
    private let inputs: Int

    init(_ probed: ProbedOperation, slowness: Difference.Severity) {
        self.probed = probed
        operation = probed.operation
        ignoredHeaders = Set(probed.ignoredHeaders.map { $0.lowercased() })
        inputs = probed.inputs.count
        slower = Slowness(probed.inputs).difference(operation: operation, severity: slowness)
        let pairs = zip(probed.firstTimes, probed.inputs).map(RepeatedWrite.Pair.init)
        repeated = pairs.isEmpty ? nil : RepeatedWrite(pairs)
        for (number, answers) in probed.inputs.enumerated() {
            do {
                try examine(answers, number: number)
            } catch {
                disagreements[error.why, default: (error.reason, 0)].count += 1
            }
        }
        let moves = [compare(comparedAnswers, into: &answers), compare(comparedFollowUps, into: &followUps)]
        answersMoveAbout = moves.contains(true)
    }

    /// Sorted; see ``AnswerComparison/differences``.
    var differences: [Difference] {
        let all =
            answers.differences(operation: operation, compared: usableAnswers)
            + followUps.differences(operation: operation, compared: usableFollowUps)
            + (repeated?.differences(operation: operation) ?? []) + (slower.map { [$0] } ?? [])
        return all.sorted { $0.sortKey < $1.sortKey }.summedUp(beyond: Difference.mostOfOneOperation)
    }

    var unusable: [AnswerComparison.Unusable] {
        guard inputs > 0 else {
            return [
                AnswerComparison.Unusable(
                    operation: operation, reason: .noSamples, why: "no input was compared")
            ]
        }
        let moving = repeated?.disagreement.map {
            AnswerComparison.Unusable(operation: operation, reason: .notRepeatable, why: $0)
        }
        let unordered =
            probed.isOrdered && answersMoveAbout
            ? AnswerComparison.Unusable(
                operation: operation, reason: .notRepeatable,
                why: "'ordered' is declared, and the baseline's own two runs differ in the order of a list")
            : nil
        return disagreements.sorted { $0.key < $1.key }.map { why, disagreement in
            AnswerComparison.Unusable(
                operation: operation, reason: disagreement.reason,
                why: "\(why) (\(disagreement.count) of \(inputs) inputs)")
        } + [moving, unordered].compactMap(\.self)
    }

    /// Notes what shows without the answers' contents, and keeps the exchanges whose contents are to be compared.
    private mutating func examine(_ input: ProbedInput, number: Int) throws(AgreedAnswer.Disagreement) {
        let agreed = try AgreedAnswer(input.baseline.outcome, input.again.outcome)
        let agreedFollowUp = try Self.followUp(input)
        usableAnswers += 1
        guard let exchange = Exchange(number, agreed, input.candidate.outcome, role: .answer, into: &answers)
        else { return }
        comparedAnswers.append(exchange)
        guard let agreedFollowUp else { return }
        usableFollowUps += 1
        guard let candidate = input.candidate.followUp else {
            followUps.add(.followUpFailed, .breaking, at: .answer, input: number) {
                (
                    "status \(agreedFollowUp.first.status)",
                    "not possible: the answer lacks what the read needs"
                )
            }
            return
        }
        let read = Exchange(number, agreedFollowUp, candidate, role: .followUp, into: &followUps)
        if let read { comparedFollowUps.append(read) }
    }

    private static func followUp(_ input: ProbedInput) throws(AgreedAnswer.Disagreement) -> AgreedAnswer? {
        switch (input.baseline.followUp, input.again.followUp) {
        case (let first?, let again?):
            do {
                return try AgreedAnswer(first, again)
            } catch {
                throw AgreedAnswer.Disagreement(error.reason, why: "then: " + error.why)
            }
        case (nil, nil):
            guard input.candidate.followUp == nil else {
                throw AgreedAnswer.Disagreement(why: "then: the baseline's answer led to no read")
            }
            return nil
        case (nil, _), (_, nil):
            throw AgreedAnswer.Disagreement(
                why: "then: the baseline's answer led to a read in only one of its two runs")
        }
    }

    /// Compares answers of one status with each other, since an error has other headers and another shape than a result.
    ///
    /// - Returns: Whether the baseline gave the same items in another order.
    private func compare(_ exchanges: [Exchange], into findings: inout FoundDifferences) -> Bool {
        var haveVolatileOrder = false
        let byStatus = Dictionary(grouping: exchanges) { $0.baseline.first.status }
        for (_, group) in byStatus.sorted(by: { $0.key < $1.key }) {
            HeaderComparison(group, ignored: ignoredHeaders, asksForCodings: probed.asksForCodings)
                .compare(into: &findings)
            CookieComparison(group).compare(into: &findings)
            let bodies = BodyComparison(group)
            haveVolatileOrder = haveVolatileOrder || bodies.haveVolatileOrder
            bodies.compare(into: &findings)
        }
        return haveVolatileOrder
    }
}
