/// A bound in a rule, in the metric's base unit.
package enum Limit: Hashable, Sendable {
    /// `<= 15ms`
    case absolute(Double)
    /// `<= +5%`: 0.05 more than the baseline, as a share of it; negative for `-5%`.
    case relativeShare(Double)
    /// `<= +0.02ms`: so much more than the baseline; negative for `-1`.
    case relativeAmount(Double)

    package var isRelative: Bool {
        switch self {
        case .absolute: false
        case .relativeShare, .relativeAmount: true
        }
    }
}

extension Limit: Codable {
    private enum CodingKeys: String, CodingKey {
        case absolute, share, amount
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        if let bound = try fields.decodeIfPresent(Double.self, forKey: .absolute) {
            self = .absolute(bound)
        } else if let share = try fields.decodeIfPresent(Double.self, forKey: .share) {
            self = .relativeShare(share)
        } else {
            self = .relativeAmount(try fields.decode(Double.self, forKey: .amount))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .absolute(let bound): try fields.encode(bound, forKey: .absolute)
        case .relativeShare(let share): try fields.encode(share, forKey: .share)
        case .relativeAmount(let amount): try fields.encode(amount, forKey: .amount)
        }
    }
}
