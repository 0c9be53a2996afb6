/// A bound in a rule, in the metric's base unit.
package enum Limit: Hashable, Sendable, Codable {
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
