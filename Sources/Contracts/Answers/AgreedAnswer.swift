import GateModel
import JSON

/// The baseline's two answers to one input, alike enough to be a contract: both came, with the same status.
struct AgreedAnswer {
    let first: ObservedAnswer.Answer
    let again: ObservedAnswer.Answer
    let body: Body

    enum Body {
        case json(first: JSONValue, again: JSONValue)
        case bytes
    }

    struct Disagreement: Error {
        let reason: Inconclusive.Reason
        let why: String

        init(_ reason: Inconclusive.Reason = .notRepeatable, why: String) {
            self.reason = reason
            self.why = why
        }
    }

    /// The largest body that is read as JSON, in bytes: in memory it takes some fifteen times as much. A larger one is
    /// compared as bytes.
    static let mostJSONBytes = 8_388_608

    init(_ first: ObservedAnswer.Outcome, _ again: ObservedAnswer.Outcome) throws(Disagreement) {
        let answers: (ObservedAnswer.Answer, ObservedAnswer.Answer)
        switch (first, again) {
        case (.failed(let kind, let words), _), (_, .failed(let kind, let words)):
            let reason: Inconclusive.Reason = kind == "timed_out" ? .timedOut : .failedOperations
            throw Disagreement(reason, why: "the baseline did not answer: \(words ?? kind)")
        case (.answered(let first), .answered(let again)): answers = (first, again)
        }
        (self.first, self.again) = answers
        let statuses = [self.first.status, self.again.status].sorted()
        guard statuses[0] == statuses[1] else {
            throw Disagreement(
                why: "the baseline answers the same input with status \(statuses[0]) or \(statuses[1])")
        }
        switch (Self.json(self.first), Self.json(self.again)) {
        case (let first?, let again?): body = .json(first: first, again: again)
        case (nil, nil): body = .bytes
        case (nil, _), (_, nil):
            throw Disagreement(why: "the baseline's body is JSON in only one of its two runs")
        }
    }

    /// A body that parses and whose content type says JSON; where the type says otherwise, only an object or
    /// array.
    private static func json(_ answer: ObservedAnswer.Answer) -> JSONValue? {
        guard answer.body.count <= mostJSONBytes else { return nil }
        do {
            let value = try JSONParser.parse(answer.body)
            let isContainer = value.object != nil || value.array != nil
            guard isContainer || answer.saysJSON else { return nil }
            return value
        } catch {
            return nil
        }
    }
}

extension ObservedAnswer.Answer {
    var saysJSON: Bool { header("content-type").map { MediaType($0).isJSON } == true }
}
