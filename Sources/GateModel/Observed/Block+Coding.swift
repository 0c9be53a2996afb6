/// Long runs of equal observations are written once, with how many there are: `{"times": 812, "of": 0.0123}`.
///
/// A load makes millions of observations, of which those of one kind are nearly all the same.
extension Block: Codable {
    private enum CodingKeys: String, CodingKey {
        case baseline, candidate
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            baseline: try container.decode(ObservedRuns.self, forKey: .baseline).observed,
            candidate: try container.decode(ObservedRuns.self, forKey: .candidate).observed)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(ObservedRuns(observed: baseline), forKey: .baseline)
        try container.encode(ObservedRuns(observed: candidate), forKey: .candidate)
    }
}

private struct ObservedRuns: Codable {
    let observed: [Observed]

    private struct Run: Codable {
        let times: Int
        let of: Observed
    }

    /// Shorter ones stay as they are.
    private static let leastTimes = 16
    /// A load is held to ten million requests; what claims more is not ours.
    private static let most = 20_000_000

    init(observed: [Observed]) {
        self.observed = observed
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var runs: [Run] = []
        var count = 0
        // All claims are added up before memory is taken for any.
        while !container.isAtEnd {
            let run: Run
            do {
                run = Run(times: 1, of: try container.decode(Observed.self))
            } catch DecodingError.typeMismatch {
                run = try container.decode(Run.self)
            }
            guard run.times > 0, run.times <= Self.most - count else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "expected 1 to \(Self.most) observations")
            }
            count += run.times
            runs.append(run)
        }
        observed = runs.flatMap { repeatElement($0.of, count: $0.times) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        var start = 0
        while start < observed.count {
            let first = observed[start]
            let end = observed[start...].firstIndex { $0 != first } ?? observed.count
            if end - start >= Self.leastTimes {
                try container.encode(Run(times: end - start, of: first))
            } else {
                for index in start..<end { try container.encode(observed[index]) }
            }
            start = end
        }
    }
}
