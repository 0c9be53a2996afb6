/// One declared sentence about a metric, as written and as understood.
///
/// A rule is judged for each operation that it names by itself (``Judgement``); a rule about the service as a whole once.
package struct Rule: Hashable, Sendable, Codable {
    /// Stable over moved lines: `regress/median-response_time-rel`. A judgement's id adds `/operation`.
    package let id: String
    /// The rule as the file writes it.
    package let text: String
    package let position: FilePosition
    /// Nil: every sample holds.
    package let statistic: Statistic?
    package let metric: Metric
    package let condition: Condition
    /// Operations that it holds for, groups resolved; empty for a metric of the service as a whole.
    package let operations: [String]
    /// The operation of the same revision that it compares with, instead of with the baseline; nil for most rules.
    package let versus: String?
    /// Of an `exponent`: the size at which the cost is predicted and held against the limit, instead of the power.
    package let at: DataAmount?
    /// A tighter condition whose crossing is shown and does not block.
    package let warn: Condition?
    package let mode: Mode
    package let onInconclusive: OnInconclusive
    /// Why the rule is there, in the file's own words.
    package let because: String?

    /// Of the rule that `regress` has by itself, on the processor time of both process trees.
    package static let processorID = "regress/cpu"

    package init(
        id: String, text: String, position: FilePosition, statistic: Statistic?, metric: Metric,
        condition: Condition,
        operations: [String], versus: String? = nil, at: DataAmount? = nil,
        warn: Condition?, mode: Mode,
        onInconclusive: OnInconclusive,
        because: String?
    ) {
        self.id = id
        self.text = text
        self.position = position
        self.statistic = statistic
        self.metric = metric
        self.condition = condition
        self.operations = operations
        self.versus = versus
        self.at = at
        self.warn = warn
        self.mode = mode
        self.onInconclusive = onInconclusive
        self.because = because
    }

    /// The name under which a stage records what the rule reads: its metric's, and `warmup(response_time)` for what the
    /// warm-up of a process took.
    package var sampledName: String {
        statistic == .warmup ? Samples.warmUpName(of: metric.name) : metric.name
    }

    /// So many of something that the pipeline's `data` counts.
    package struct DataAmount: Hashable, Sendable, Codable {
        /// `members`
        package let name: String
        package let rows: Int

        package init(name: String, rows: Int) {
            self.name = name
            self.rows = rows
        }
    }

    package enum Condition: Hashable, Sendable {
        /// `<= +5% or +0.02ms`: of two limits the looser one counts.
        case compare(Comparison, Limit, or: Limit?)
        /// `in 1..10`, bounds included.
        case range(Double, Double)

        package var isRelative: Bool {
            switch self {
            case .compare(_, let limit, let other): limit.isRelative || (other?.isRelative ?? false)
            case .range: false
            }
        }

        package var isRange: Bool {
            if case .range = self { true } else { false }
        }
    }

    package enum Comparison: String, Hashable, Sendable, Codable {
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case equal = "=="
        case less = "<"
        case greater = ">"
    }

    package enum Mode: String, Hashable, Sendable, Codable {
        case enforce
        case observe
    }

    package enum OnInconclusive: String, Hashable, Sendable, Codable {
        case block
        case lean
        case warn
    }
}

extension Rule.Condition: Codable {
    private enum CodingKeys: String, CodingKey {
        case comparison, limit, or, low, high
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        if let comparison = try fields.decodeIfPresent(Rule.Comparison.self, forKey: .comparison) {
            self = .compare(
                comparison, try fields.decode(Limit.self, forKey: .limit),
                or: try fields.decodeIfPresent(Limit.self, forKey: .or))
        } else {
            self = .range(
                try fields.decode(Double.self, forKey: .low), try fields.decode(Double.self, forKey: .high))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .compare(let comparison, let limit, let other):
            try fields.encode(comparison, forKey: .comparison)
            try fields.encode(limit, forKey: .limit)
            try fields.encodeIfPresent(other, forKey: .or)
        case .range(let low, let high):
            try fields.encode(low, forKey: .low)
            try fields.encode(high, forKey: .high)
        }
    }
}
