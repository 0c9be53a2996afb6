import Testing

@testable import Statistics

struct GrowthCurveTests {
    private let curve: GrowthCurve
    init() throws { curve = try GrowthCurve(sizes: [0.25, 0.5, 1]) }

    @Test(
        "the power is found whatever is fixed in the cost",
        arguments: [
            ([1, 2, 4], 1), ([5, 6, 8], 1), ([1, 4, 16], 2), ([101, 104, 116], 2), ([1, 2, 3], 0),
        ] as [([Double], Double)])
    func power(costs: [Double], power: Double) throws {
        #expect(abs(try #require(try curve.power(of: costs)) - power) < 1e-6)
        #expect(abs(try curve.excess(of: costs, over: power)) < 1e-9)
        #expect(try curve.excess(of: costs, over: power - 0.1) > 0)
        #expect(try curve.excess(of: costs, over: power + 0.1) < 0)
    }

    @Test(
        "a cost that does not grow in both steps has no power",
        arguments: [[2, 2, 2], [3, 2, 1], [2, 1, 3], [1, 3, 2]])
    func none(costs: [Double]) throws {
        #expect(try curve.power(of: costs) == nil)
    }

    @Test("sizes need not double")
    func sizes() throws {
        let curve = try GrowthCurve(sizes: [0.1, 0.6, 1])
        // 3 + 2·n²
        let costs = [3.02, 3.72, 5]
        #expect(abs(try #require(try curve.power(of: costs)) - 2) < 1e-9)
    }

    @Test("the cost at another size is on the curve")
    func predicted() throws {
        // 5 + 2·n, at ten times the whole 25; with n² it would be 5 + … through both ends.
        let costs = [5.5, 6, 7]
        #expect(abs(try curve.cost(at: 10, of: costs, growingWith: 1) - 25) < 1e-9)
        // 1.5 / (1 − 1/16) = 1.6: 7 + 1.6 · 99
        #expect(abs(try curve.cost(at: 10, of: costs, growingWith: 2) - 165.4) < 1e-9)
    }

    @Test("what is no three sizes, or costs nothing, is refused")
    func refused() {
        #expect(throws: StatisticsError.tooFew(needed: 3, found: 2)) { try GrowthCurve(sizes: [0.5, 1]) }
        #expect(throws: StatisticsError.tooFew(needed: 3, found: 2)) {
            try GrowthCurve(sizes: [0.5, 0.5, 1])
        }
        #expect(throws: StatisticsError.notPositive(index: 1, value: 0)) {
            try curve.growth(of: [1, 0, 2])
        }
    }
}
