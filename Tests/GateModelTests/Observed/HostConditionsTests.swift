import GateModel
import Testing

@Suite struct HostConditionsTests {
    @Test(
        "what may have disturbed a measurement is said, and a quiet host is not mentioned",
        arguments: [
            (1.9, 0.0, 1.0, nil), (2.0, 0.019, 0.95, nil), (2.5, 0, 1, "load 2.5 on 2 cores"),
            (0.1, 0.12, 1, "12 % of its time stolen"), (0.1, 0, 0.5, "its clock went to 50 %"),
            (4, 0.5, 2, "load 4 on 2 cores, 50 % of its time stolen, its clock went to 200 %"),
        ] as [(Double, Double, Double, String?)])
    func disturbance(load: Double, stolen: Double, clock: Double, expected: String?) {
        let after = HostConditions(
            cores: 2, loadBefore: 0, loadAfter: load, stolenShare: stolen, clockRatio: clock)
        let before = HostConditions(
            cores: 2, loadBefore: load, loadAfter: 0, stolenShare: stolen, clockRatio: clock)
        #expect(after.disturbance == expected)
        #expect(before.disturbance == expected)
    }

    @Test("a host that tells little is not said to be disturbed")
    func unknown() {
        let conditions = HostConditions(
            cores: 1, loadBefore: 0.5, loadAfter: 1, stolenShare: nil, clockRatio: nil)
        #expect(conditions.disturbance == nil)
    }
}
