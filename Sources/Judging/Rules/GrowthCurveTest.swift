import GateModel
import Glibc
import Statistics

/// Tests the power that costs grow with, or the cost predicted at another size, over blocks of three sizes.
///
/// What is tested are contrasts of each block's costs that no fixed cost changes, by the sequential signed-rank test. A power
/// is beyond a limit where the second step is shown to be steeper than the limit's, and the cost to grow at all. It is within
/// the limit where the second step is shown to be less steep, or where the cost is shown to grow by less than
/// ``negligible`` altogether: then there is no power to speak of.
struct GrowthCurveTest {
    let curve: GrowthCurve
    /// Of each block, at the three sizes.
    let costs: [[Double]]
    let test: SequentialRatioTest

    /// From the smallest size to the whole.
    static let negligible = 0.1
    /// The largest power that a prediction reckons with where the costs do not bound it, and do not show a larger one.
    static let steepest = 3.0

    enum Answer {
        case beyond
        case within
        case undecided
    }

    /// Where the power stands against a limit.
    func power(_ limit: Double, isUpper: Bool) throws(StatisticsError) -> Answer {
        var steps = Contrast(try excess(over: limit), test, isUpper)
        var rise = Contrast(try growth(beyond: 0), test, isUpper)
        var much = Contrast(try growth(beyond: log1p(Self.negligible)), test, isUpper)
        for count in test.looks where count <= costs.count {
            try steps.look(count)
            try rise.look(count)
            try much.look(count)
            if steps.isAbove, rise.isAbove { return .beyond }
            if steps.isBelow || much.isBelow { return .within }
        }
        return .undecided
    }

    /// Where the cost predicted at a size, a share of the whole above 1, stands against a limit.
    ///
    /// It is shown to be within where some power is shown to be too large, and with that power the prediction still to be
    /// within; beyond where some power is shown to be too small, and with it the prediction to be beyond already. No cost gets
    /// smaller with more data: what is beyond a limit at the whole is so at any larger size.
    func cost(at size: Double, _ limit: Double, isUpper: Bool) throws(StatisticsError) -> Answer {
        let powers = stride(from: 0, through: Self.steepest, by: 0.1).map { $0 }
        var rise = Contrast(try growth(beyond: 0), test, isUpper)
        var whole = Contrast(costs.map { $0[curve.sizes.count - 1] / limit - 1 }, test, isUpper)
        var steps: [Contrast] = []
        var predictions: [Contrast] = []
        for power in powers {
            steps.append(Contrast(try excess(over: power), test, isUpper))
            predictions.append(Contrast(try prediction(at: size, power, beyond: limit), test, isUpper))
        }
        for count in test.looks where count <= costs.count {
            try rise.look(count)
            try whole.look(count)
            for index in powers.indices {
                try steps[index].look(count)
                try predictions[index].look(count)
            }
            let isBeyond = powers.indices.contains { index in
                predictions[index].isAbove && rise.isAbove && (index == 0 || steps[index].isAbove)
            }
            if whole.isAbove || isBeyond { return .beyond }
            let isWithin = powers.indices.contains { index in
                let isBounded = steps[index].isBelow || index == powers.count - 1 && !steps[index].isAbove
                return predictions[index].isBelow && isBounded
            }
            if whole.isBelow, isWithin { return .within }
        }
        return .undecided
    }

    /// k of typical costs; nil where the cost does not grow, or hardly.
    func typicalPower() throws(StatisticsError) -> Double? {
        let typical = try typicalCosts()
        guard try curve.growth(of: typical) > log1p(Self.negligible) else { return nil }
        return try curve.power(of: typical)
    }

    /// The cost of typical costs at a size; nil where no power fits.
    func typicalCost(at size: Double) throws(StatisticsError) -> Double? {
        let typical = try typicalCosts()
        guard let power = try curve.power(of: typical) else { return nil }
        return try curve.cost(at: size, of: typical, growingWith: power)
    }

    private func typicalCosts() throws(StatisticsError) -> [Double] {
        try curve.sizes.indices.map { index throws(StatisticsError) in
            try hodgesLehmannEstimate(costs.map { $0[index] })
        }
    }

    func excess(over power: Double) throws(StatisticsError) -> [Double] {
        try costs.map { block throws(StatisticsError) in try curve.excess(of: block, over: power) }
    }

    private func growth(beyond limit: Double) throws(StatisticsError) -> [Double] {
        try costs.map { block throws(StatisticsError) in try curve.growth(of: block) - limit }
    }

    private func prediction(
        at size: Double, _ power: Double, beyond limit: Double
    ) throws(StatisticsError) -> [Double] {
        try costs.map { block throws(StatisticsError) in
            try curve.cost(at: size, of: block, growingWith: power) / limit - 1
        }
    }
}

/// One series of margins under the sequential test. Under an upper limit what is above 0 is tested at the level of a violation,
/// under a lower one at that of a pass.
private struct Contrast {
    private let margins: [Double]
    private let isUpper: Bool
    private var test: SequentialRatioTest

    init(_ margins: [Double], _ test: SequentialRatioTest, _ isUpper: Bool) {
        self.margins = isUpper ? margins : margins.map { -$0 }
        self.isUpper = isUpper
        self.test = test
    }

    mutating func look(_ count: Int) throws(StatisticsError) {
        guard test.nextLook == count else { return }
        try test.look(at: Array(margins.prefix(count)))
    }

    var isAbove: Bool { test.outcome?.verdict == (isUpper ? .violation : .pass) }

    var isBelow: Bool { test.outcome?.verdict == (isUpper ? .pass : .violation) }
}
