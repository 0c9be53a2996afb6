import Glibc
import Processes
import Testing

@Suite struct HostReadingTests {
    private static let stat = """
        cpu  115737 3 15577 193047 1226 5 171 100 7 0
        cpu0 55184 0 7298 100081 266 0 36 48 0 0
        intr 12 0
        ctxt 99

        """

    @Test func ticksAreAddedUpByWhatTheyMean() throws {
        // busy 115737 + 3 + 15577 + 5 + 171; idle 193047 + 1226; a guest's 7 are within user already
        #expect(
            CPUTicks(stat: HostReadingTests.stat) == CPUTicks(busy: 131_493, idle: 194_273, stolen: 100))
    }

    @Test func anOldKernelCountsFewerKinds() {
        #expect(CPUTicks(stat: "cpu 10 20 30 40\n") == CPUTicks(busy: 60, idle: 40, stolen: 0))
    }

    @Test(
        "a text without the line of all cores is refused",
        arguments: [
            "", "cpu0 1 2 3 4\n", "cpu 1 2 3\n", "cpu 1 2 x 4\n",
        ])
    func notStat(text: String) {
        #expect(CPUTicks(stat: text) == nil)
    }

    @Test func loadIsReadWithTheTasksThatRunNow() {
        #expect(
            LoadAverage(loadavg: "1.96 1.78 1.21 3/121 25348\n")
                == LoadAverage(overOneMinute: 1.96, overFiveMinutes: 1.78, runnableNow: 3))
    }

    @Test(
        "anything else is no load",
        arguments: ["", "1.96 1.78", "nan 1.78 1.21 3/121 9", "1.96 1.78 1.21 x/121 9"])
    func notLoad(text: String) {
        #expect(LoadAverage(loadavg: text) == nil)
    }

    @Test func aClockIsReadFromThreeFiles() {
        #expect(
            CoreClock(governor: "powersave\n", current: "1400000\n", maximum: "3600000\n")
                == CoreClock(governor: "powersave", kilohertz: 1_400_000, maximumKilohertz: 3_600_000))
        #expect(CoreClock(governor: "powersave\n", current: "<unknown>\n", maximum: "3600000\n") == nil)
    }

    @Test func twoReadingsSayWhatBecameOfTheTime() throws {
        let before = reading(CPUTicks(busy: 1000, idle: 5000, stolen: 10), clocks: [3_000_000, 3_000_000])
        let after = reading(CPUTicks(busy: 1060, idle: 5120, stolen: 30), clocks: [2_400_000, 2_100_000])
        // of 60 + 120 + 20 = 200 ticks; 4.5 GHz after 6 GHz
        #expect(
            after.use(since: before) == HostUse(busyShare: 0.3, stolenShare: 0.1, clockRatio: 0.75))
    }

    @Test func aCounterThatWentBackCountsAsNothing() {
        let before = reading(CPUTicks(busy: 1000, idle: 5000, stolen: 0))
        let after = reading(CPUTicks(busy: 1100, idle: 4990, stolen: 0))
        #expect(after.use(since: before) == HostUse(busyShare: 1, stolenShare: 0, clockRatio: nil))
    }

    @Test func noTimeIsNoUse() {
        let now = reading(CPUTicks(busy: 1000, idle: 5000, stolen: 0))
        #expect(now.use(since: now) == nil)
    }

    @Test func aBusyLoopShowsBetweenTwoReadingsOfThisHost() throws {
        let before = try HostReading.now()
        let until = ContinuousClock.now + .milliseconds(300)
        var turns = 0
        while ContinuousClock.now < until { turns += 1 }
        let use = try #require(try HostReading.now().use(since: before))
        // one core of all was busy, with room for ticks at both ends
        let cores = Double(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        #expect(use.busyShare + use.stolenShare > 0.5 / cores, "\(use), \(turns) turns")
        #expect(use.busyShare + use.stolenShare <= 1)
    }

    private func reading(_ cpu: CPUTicks, clocks: [Int] = []) -> HostReading {
        HostReading(
            cpu: cpu, load: LoadAverage(overOneMinute: 0, overFiveMinutes: 0, runnableNow: 1),
            clocks: clocks.map {
                CoreClock(governor: "schedutil", kilohertz: $0, maximumKilohertz: 3_600_000)
            })
    }
}
