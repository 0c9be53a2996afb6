import Glibc
import Testing

@testable import Statistics

@Suite("Distributions")
struct DistributionsTests {
    @Test(
        "normal quantiles agree with SciPy",
        arguments: [
            (0.25, 0.6744897501960817), (0.05, 1.6448536269514722), (0.0125, 2.241402727604947),
            (0.001, 3.090232306167813), (1e-10, 6.361340902404056), (1e-300, 37.0470962993612),
        ])
    func normal(tail: Double, expected: Double) {
        #expect(isClose(NormalDistribution.upperQuantile(tail), expected, within: 1e-12))
    }

    @Test(
        "Student's quantiles agree with SciPy",
        arguments: [
            (0.05, 1, 6.313751514675037), (0.025, 2, 4.302652729749462), (0.0125, 8, 2.751523596063054),
            (0.05, 29, 1.6991270265334972), (0.001, 4, 7.173182219782307), (0.005, 200, 2.600634436191558),
            (0.4, 3, 0.2766706623326898),
        ])
    func student(tail: Double, degrees: Int, expected: Double) {
        let t = StudentDistribution.upperQuantile(tail, degreesOfFreedom: degrees)
        #expect(isClose(t, expected, within: 1e-10))
    }

    @Test(
        "the binomial's lower tail agrees with SciPy",
        arguments: [
            (3, 1000, 0.01, 0.010072654772014291), (20, 1000, 0.01, 0.9985035184522908),
            (5, 10, 0.5, 0.623046875), (0, 59, 0.05, 0.04849452524942322), (59, 59, 0.05, 1),
        ])
    func binomialLower(count: Int, trials: Int, probability: Double, expected: Double) {
        let tail = BinomialDistribution(trials: trials, probability: probability).logAtMost(count)
        #expect(isClose(exp(tail) / expected, 1, within: 1e-11))
    }

    @Test(
        "the binomial's upper tail agrees with SciPy, however thin",
        arguments: [
            (3, 1000, 0.01, 0.9973205680062085), (20, 1000, 0.01, 0.003288359787727457),
            (200, 100_000, 0.001, 8.887059167655946e-19), (59, 59, 0.05, 1.734723475976813e-77),
        ])
    func binomialUpper(count: Int, trials: Int, probability: Double, expected: Double) {
        let tail = BinomialDistribution(trials: trials, probability: probability).logAtLeast(count)
        #expect(isClose(exp(tail) / expected, 1, within: 1e-9))
    }

    @Test("a tail too thin for a Double has its logarithm still")
    func logarithm() {
        // ln P(X ≤ 0) = 1000000 · ln 0.99
        let tail = BinomialDistribution(trials: 1_000_000, probability: 0.01).logAtMost(0)
        #expect(isClose(tail, -10050.335853501441, within: 1e-8))
    }
}
