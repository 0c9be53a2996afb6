import Testing

@testable import Statistics

@Suite("ProportionBounds")
struct ProportionBoundsTests {
    /// Solved from the binomial sums: P(X ≤ 1) = .05 at p = .046560 of 100, P(X ≥ 1) = .05 at p = .000513.
    @Test(
        "the bounds are where the tail is alpha",
        arguments: [
            (1, 100, 0.000512801416, 0.046559811453), (3, 59, 0.014000874503, 0.126206556730),
            // 1 − .05^(1/59) = .0495; all failed: .05^(1/5) = .5493.
            (0, 59, 0, 0.049508), (5, 5, 0.549280, 1),
        ] as [(Int, Int, Double, Double)])
    func bounds(failures: Int, samples: Int, lower: Double, upper: Double) throws {
        let bounds = try ProportionBounds(failures: failures, of: samples, alpha: 0.05)
        #expect(isClose(bounds.lower, lower, within: 1e-6))
        #expect(isClose(bounds.upper, upper, within: 1e-6))
    }

    /// Of 100 with a share of .05: P(X ≤ 1) = .037, P(X ≤ 2) = .118, P(X ≥ 9) = .063, P(X ≥ 10) = .028; .95^58 = .0510.
    @Test("how many failures pass and how many violate")
    func failures() throws {
        let limit = try ProportionLimit(quantile: 0.95, alpha: 0.05)
        #expect(limit.mostPassingFailures(of: 100) == 1)
        #expect(limit.fewestViolatingFailures(of: 100) == 10)
        #expect(limit.mostPassingFailures(of: 58) == nil)
        #expect(limit.mostPassingFailures(of: 59) == 0)
        // P(X ≥ 1) = .0975, P(X ≥ 2) = .0025 of two. One of one at one half is no violation.
        #expect(limit.fewestViolatingFailures(of: 2) == 2)
        #expect(try ProportionLimit(proportion: 0.5, alpha: 0.05).fewestViolatingFailures(of: 1) == nil)
    }

    @Test("both agree with the test itself for every number of failures", arguments: [1, 10, 59, 100, 300])
    func agrees(samples: Int) throws {
        let limit = try ProportionLimit(proportion: 0.1, alpha: 0.05)
        for failures in 0...samples {
            let verdict = try limit.judge(failures: failures, of: samples)
            #expect((verdict == .pass) == (failures <= limit.mostPassingFailures(of: samples) ?? -1))
            #expect(
                (verdict == .violation) == (failures >= limit.fewestViolatingFailures(of: samples) ?? .max))
        }
    }

    @Test("a number of failures that cannot be is refused")
    func refused() {
        #expect(throws: StatisticsError.tooFew(needed: 1, found: 0)) {
            try ProportionBounds(failures: 0, of: 0, alpha: 0.05)
        }
        #expect(throws: StatisticsError.outOfRange(.failures, value: 3)) {
            try ProportionBounds(failures: 3, of: 2, alpha: 0.05)
        }
    }
}
