import Contracts
import HTTPClient
import Measuring

extension ObservedAnswer {
    /// The first exchange, and the read that belongs to it.
    ///
    /// A status that the operation does not expect is an answer like any other here: the baseline says what is right.
    init(_ outcome: OperationOutcome) {
        switch outcome.failure?.cause {
        case .noAnswer(let failure) where outcome.exchanges.isEmpty:
            self.init(outcome: .failed(kind: failure.kind, words: "\(failure)"))
        case .noAnswer(let failure):
            self.init(
                outcome: .answered(outcome, 0), followUp: .failed(kind: failure.kind, words: "\(failure)"))
        case .ended(let end): self.init(outcome: .failed(kind: "\(end)"))
        case .notStarted(let why): self.init(outcome: .failed(kind: why))
        case nil, .status, .missing:
            let hasRead = outcome.exchanges.count > 1
            self.init(
                outcome: .answered(outcome, 0), followUp: hasRead ? .answered(outcome, 1) : nil,
                seconds: outcome.seconds)
        }
    }
}

extension ObservedAnswer.Outcome {
    /// Without its content codings; one that is not what its coding says is no answer.
    fileprivate static func answered(_ outcome: OperationOutcome, _ index: Int) -> ObservedAnswer.Outcome {
        let response = outcome.exchanges[index].response
        do throws(HTTPFailure) {
            return .answered(
                ObservedAnswer.Answer(
                    status: response.status,
                    headers: response.headers.map { ObservedAnswer.Header(name: $0.name, value: $0.value) },
                    body: try response.decodedBody()))
        } catch {
            return .failed(kind: error.kind, words: "\(error)")
        }
    }
}
