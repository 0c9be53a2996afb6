import GateModel
import JSON

/// Whether a write that is declared `idempotent` leaves the same behind when it is sent a second time.
///
/// The read that belongs to the write is made after the first time and after the second, on both revisions. What moves
/// between the two reads of one process has moved because of the repeat, or with time: moments are passed over, and
/// numbers that differ from run to run count only if they move for most inputs. A baseline whose own state moves does not
/// keep the promise, so nothing is compared with it.
struct RepeatedWrite {
    private let inputs: [Pair]
    private var movedOnBaseline: [ReadPlace: Moved] = [:]
    private var movedOnCandidate: [ReadPlace: Moved] = [:]
    /// Places where two processes of the baseline differ.
    private var volatile: Set<ReadPlace> = []

    /// The answers to one input: the first time, and the second.
    struct Pair {
        let first: ProbedInput
        let second: ProbedInput
    }

    private struct Moved {
        var inputs: Set<Int> = []
        let from: String
        let to: String
        let isMoment: Bool
        let isNumber: Bool
    }

    /// Where in the read; nil: the read as a whole.
    private typealias ReadPlace = [JSONContract.Step]?

    init(_ inputs: [Pair]) {
        self.inputs = inputs
        for (number, pair) in inputs.enumerated() {
            for input in [pair.first, pair.second] {
                for (place, _) in Self.moves(input.baseline, input.again) { volatile.insert(place) }
            }
            for run in [\ProbedInput.baseline, \.again] {
                for (place, values) in Self.moves(pair.first[keyPath: run], pair.second[keyPath: run]) {
                    Self.note(place, values, number, in: &movedOnBaseline)
                }
            }
            for (place, values) in Self.moves(pair.first.candidate, pair.second.candidate) {
                Self.note(place, values, number, in: &movedOnCandidate)
            }
        }
    }

    /// Why the baseline does not keep the promise; nil where it does.
    var disagreement: String? {
        let silent = inputs.count { pair in
            [pair.first, pair.second].contains { input in
                ![input.baseline, input.again].allSatisfy { $0.hasRead }
            }
        }
        if silent > 0 {
            return
                "the baseline's answer leads to no read that could show whether the repeat changed anything "
                + "(\(silent) of \(inputs.count) inputs)"
        }
        let broken = movedOnBaseline.filter { place, moved in !isExcused(place, moved) }
        guard let (place, moved) = broken.min(by: { Self.text($0.key) < Self.text($1.key) }) else {
            return nil
        }
        return "the baseline is not idempotent: its read after the repeat differs at \(Self.text(place)): "
            + "\(moved.from), then \(moved.to) (\(moved.inputs.count) of \(inputs.count) inputs)"
    }

    func differences(operation: String) -> [Difference] {
        movedOnCandidate.filter { place, moved in movedOnBaseline[place] == nil && !isExcused(place, moved) }
            .map { place, moved in
                let shown = Excerpt.pair(moved.from, moved.to)
                return Difference(
                    kind: .notIdempotent, severity: .breaking, operation: operation, place: Self.text(place),
                    baseline: "the same after the repeat",
                    candidate: "\(shown.baseline), then \(shown.candidate)", seen: moved.inputs.count,
                    compared: inputs.count)
            }
    }

    /// Whether time alone may have moved it.
    private func isExcused(_ place: ReadPlace, _ moved: Moved) -> Bool {
        guard volatile.contains(place) else { return false }
        return moved.isMoment
            || (moved.isNumber && (isClock(place) || 2 * moved.inputs.count <= inputs.count))
    }

    /// A number that the baseline itself moves in every run is a clock; one that it does not move is an identifier.
    private func isClock(_ place: ReadPlace) -> Bool { movedOnBaseline[place] != nil }

    private static func note(
        _ place: ReadPlace, _ values: (JSONValue?, JSONValue?), _ input: Int,
        in moved: inout [ReadPlace: Moved]
    ) {
        let (from, to) = values
        var here =
            moved[place]
            ?? Moved(
                from: from.map(Excerpt.text) ?? "absent", to: to.map(Excerpt.text) ?? "absent",
                isMoment: from.isMoment && to.isMoment, isNumber: from?.number != nil && to?.number != nil)
        here.inputs.insert(input)
        moved[place] = here
    }

    /// `then/amount`
    private static func text(_ place: ReadPlace) -> String {
        place.map { Place.body($0).description(prefix: "then") } ?? "then"
    }

    /// What differs between the reads that followed two answers.
    private static func moves(
        _ one: ObservedAnswer, _ other: ObservedAnswer
    ) -> [(place: ReadPlace, values: (JSONValue?, JSONValue?))] {
        // A read that failed is told by the comparison with the baseline.
        guard case .answered(let one) = one.followUp, case .answered(let other) = other.followUp else {
            return []
        }
        if one.status != other.status {
            return [(nil, (.string("status \(one.status)"), .string("status \(other.status)")))]
        }
        if one.body == other.body { return [] }
        do {
            let largest = max(one.body.count, other.body.count)
            guard largest <= AgreedAnswer.mostJSONBytes else { throw TooLarge() }
            return JSONMovement(try JSONParser.parse(one.body), try JSONParser.parse(other.body)).places
                .map { ($0.key, $0.value) }
        } catch {
            return [(nil, (.string(Excerpt.text(one.body)), .string(Excerpt.text(other.body))))]
        }
    }

    private struct TooLarge: Error {}
}

extension ObservedAnswer {
    fileprivate var hasRead: Bool { if case .answered = followUp { true } else { false } }
}

extension JSONValue? {
    fileprivate var isMoment: Bool {
        guard case .string(let text)? = self else { return false }
        return !StringFormats(of: text).isDisjoint(with: .moments)
    }
}
