import Testing

@testable import Statistics

struct WindowedShareTestTests {
    private func test(_ proportion: Double = 0.01, windows: Int = 40) throws -> WindowedShareTest {
        try WindowedShareTest(proportion: proportion, alpha: 0.05, plannedWindows: windows)
    }

    @Test("looks lie ever further apart, and the last is at the end")
    func looks() {
        #expect(WindowedShareTest.looks(upTo: 40) == [3, 4, 6, 8, 12, 16, 24, 32, 40])
        #expect(WindowedShareTest.looks(upTo: 5) == [3, 4, 5])
        #expect(WindowedShareTest.looks(upTo: 1) == [3])
    }

    @Test("the design effect is Pearson's X² over its degrees of freedom, and never below 1")
    func designEffect() {
        let even = (0..<10).map { _ in WindowCount(failures: 1, requests: 100) }
        #expect(even.designEffect == 1)
        // Expected 1 each: (9² + 9 · 1²) / (1 · .99) / 9 = 10.1
        let burst = (0..<10).map { WindowCount(failures: $0 == 3 ? 10 : 0, requests: 100) }
        #expect(abs(burst.designEffect - 90 / 0.99 / 9) < 1e-9)
        #expect([WindowCount]().designEffect == 1)
        #expect(
            [WindowCount(failures: 0, requests: 0), WindowCount(failures: 0, requests: 5)].designEffect == 1)
    }

    @Test("at the limit bursts are as much stronger as the limit lies above what was seen, twice at most")
    func designEffectAtTheLimit() {
        // Expected 2 each, 4 and 0 in turns: 10 · 2² / (2 · .98) / 9 = 2.268
        let uneven = (0..<10).map { WindowCount(failures: $0 % 2 == 0 ? 4 : 0, requests: 100) }
        let effect = 10 * 4 / (2 * 0.98) / 9
        #expect(abs(uneven.designEffect - effect) < 1e-9)
        #expect(uneven.designEffect(at: 0.01) == uneven.designEffect)
        #expect(abs(uneven.designEffect(at: 0.03) - (1 + 1.5 * (effect - 1))) < 1e-9)
        #expect(abs(uneven.designEffect(at: 0.2) - (1 + 2 * (effect - 1))) < 1e-9)
        let none = [WindowCount(failures: 0, requests: 100), WindowCount(failures: 0, requests: 100)]
        #expect(none.designEffect(at: 0.01) == 1)
    }

    @Test("nothing is no pass, and no violation")
    func nothing() throws {
        #expect(try !test().isPassed(by: []))
        #expect(try !test().isViolated(by: []))
        let empty = (0..<40).map { _ in WindowCount(failures: 0, requests: 0) }
        #expect(try !test().isPassed(by: empty))
        #expect(try !test(0).isPassed(by: empty))
    }

    /// .99^298.07 = .05; five windows allow for (2.132 / 1.645)² = 1.680 times more: 500.8.
    @Test("without a failure as many requests pass as the binomial test says, and windows allow for")
    func least() throws {
        let windows = { (sizes: [Int]) in sizes.map { WindowCount(failures: 0, requests: $0) } }
        #expect(try test(windows: 5).isPassed(by: windows([101, 100, 100, 100, 100])))
        #expect(try !test(windows: 5).isPassed(by: windows([100, 100, 100, 100, 100])))
        // A window that asked nothing is a hole in what was watched.
        #expect(try test(windows: 6).isPassed(by: windows([101, 101, 101, 101, 100, 100])))
        #expect(try !test(windows: 6).isPassed(by: windows([301, 301, 0, 101, 100, 100])))
        // Four windows do not show how much they differ.
        #expect(try !test(windows: 4).isPassed(by: windows([300, 300, 300, 300])))
    }

    @Test("what is unknown is no failure for a violation and one for a pass")
    func unknown() throws {
        let windows = (0..<40).map { _ in WindowCount(failures: 0, unknown: 15, requests: 150) }
        #expect(try !test().isViolated(by: windows))
        #expect(try !test().isPassed(by: windows))
    }

    @Test("more judgements make a violation harder to show, and a pass not")
    func judgements() throws {
        // Three windows allow for 23 times more: 3 of 19, of which P(X ≥ 3) = .0008 at 1 %.
        let windows = [30, 30, 30].map { WindowCount(failures: $0, requests: 150) }
        #expect(try test().isViolated(by: windows))
        let many = try WindowedShareTest(
            proportion: 0.01, alpha: 0.05, judgements: 10_000, plannedWindows: 40)
        #expect(!many.isViolated(by: windows))
    }

    @Test("the power is that of the simulation", arguments: [(40, 150), (40, 80), (10, 600), (8, 300)])
    func power(windows: Int, requests: Int) throws {
        let test = try test(windows: windows)
        var generator = SeededGenerator(seed: 1, stream: "power of a watch")
        let passes = (0..<1000).count { _ in
            test.isPassed(
                by: (0..<windows).map { _ in
                    let failures = (0..<requests).count { _ in
                        Double.random(in: 0..<1, using: &generator) < 0.005
                    }
                    return WindowCount(failures: failures, requests: requests)
                })
        }
        // Two standard errors are .03 at most, and the design effect's distribution is approximate.
        let expected = test.passProbability(share: 0.005, requestsPerWindow: requests)
        #expect(abs(Double(passes) / 1000 - expected) < 0.06)
    }

    @Test("as many requests as are asked for have the power, and one fewer has not")
    func requests() throws {
        let test = try test()
        let needed = try #require(test.requestsPerWindow(passing: 0.005, power: 0.95))
        #expect(test.passProbability(share: 0.005, requestsPerWindow: needed) >= 0.95)
        #expect(test.passProbability(share: 0.005, requestsPerWindow: needed - 1) < 0.95)
    }
}
