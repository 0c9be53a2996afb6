import GateModel
import Git
import JSON
import Testing

@testable import DecisionLog

/// Clocks differ between the machines that write one log.
@Suite struct TimesTests {
    private let noon: Int64 = 1_780_000_000

    @Test func anEntryIsDatedNoEarlierThanTheOneBeforeItAndSaysSo() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        let entry = try directory.append(.block, time: noon - 90)
        #expect(entry.decision.context.time == noon)
        #expect(entry.decision.context.clockBehind == 90)
        #expect(try directory.git("log", "-1", "--format=%at %ct", "pawl/log/staging") == "\(noon) \(noon)")
        let next = try directory.append(.block, time: noon + 1)
        #expect(next.decision.context.time == noon + 1)
        #expect(next.decision.context.clockBehind == 0)
        #expect(try directory.log().entries().map(\.decision.context.clockBehind) == [0, 90, 0])
        #expect(try directory.log().verify().holds)
    }

    @Test(
        "what lets something new run needs a clock that is not far behind",
        arguments: [
            (Decision.Kind.approve, Int64(300), true), (.approve, 301, false), (.deployStarted, 301, false),
            (.adopted, 301, false), (.block, 86_400, true),
        ])
    func lag(kind: Decision.Kind, lag: Int64, isAppended: Bool) throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        guard isAppended else {
            let refusal = try errorText { try directory.append(kind, time: noon - lag) }
            #expect(
                refusal == """
                    log: error: this machine's clock is 5 min behind the time of entry 0, signed by 'anna@example.org'
                      hint: set this clock; if the other one was wrong, approve on a machine that is not behind it
                    """)
            #expect(try directory.log().entries().count == 1)
            return
        }
        #expect(try directory.append(kind, time: noon - lag).decision.context.clockBehind == lag)
    }

    @Test func aRollbackIsRecordedByAnyClock() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        let decision = directory.decision(.rollbackStarted, time: noon - 31_536_000)
        let entry = try directory.log().append(decision, evidence: nil, key: directory.key) { _ in }
        // A year of 365 days.
        #expect(entry.decision.context.clockBehind == 31_536_000)
        #expect(entry.decision.context.time == noon)
    }

    @Test func anEntryThatIsDatedBeforeTheOneBeforeItIsRefused() throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        let entry = try directory.append(.block, time: noon)
        var forgery = try Forgery(entry, in: directory)
        try forgery.restate(directory.key) { $0.replacing("\(noon)", with: "\(noon - 180)") }
        forgery.commit = forgery.commit.replacing("\(noon)", with: "\(noon - 180)")
        try forgery.put(signedBy: directory.key)
        let broken = try #require(try directory.log().verify().brokenEntry)
        #expect(
            broken.description.hasPrefix(
                "log, entry 1: error: its time is 3 min before that of the entry before it\n"))
    }

    @Test(
        "a clock cannot have been behind by less than nothing",
        arguments: [
            ("-1", "expected a number from 0 on"), ("\"90\"", "expected a whole number"),
            ("1.5", "expected a whole number"),
        ])
    func written(seconds: String, problem: String) throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        let entry = try directory.append(.block, time: noon - 90)
        var forgery = try Forgery(entry, in: directory)
        try forgery.restate(directory.key) {
            $0.replacing("\"clockBehind\":90", with: "\"clockBehind\":\(seconds)")
        }
        try forgery.put(signedBy: directory.key)
        let broken = try #require(try directory.log().verify().brokenEntry)
        #expect(
            broken.problem
                == .statement(JCSError(place: "predicate/context/clockBehind", problem: .malformed(problem))))
    }

    /// Whoever reckons with it would leave the range of its numbers, and the program would stop.
    @Test("a time that no clock has is refused", arguments: [Int64.min, -1, 253_402_300_800, .max])
    func impossible(time: Int64) throws {
        let directory = try LogDirectory()
        try directory.append(.adopted, time: noon)
        let entry = try directory.append(.block, time: noon)
        var forgery = try Forgery(entry, in: directory)
        let isLong = time.magnitude > 1 << 53
        try forgery.restate(directory.key) {
            $0.replacing("\"time\":\(noon)", with: "\"time\":\(isLong ? "\"\(time)\"" : "\(time)")")
        }
        try forgery.put(signedBy: directory.key)
        let broken = try #require(try directory.log().verify().brokenEntry)
        let problem = JCSError.Problem.malformed("expected a time from 1970 to 9999")
        #expect(broken.problem == .statement(JCSError(place: "predicate/context/time", problem: problem)))
    }

    @Test func entriesThatAreMoreThanTenMinutesAheadAreNamed() throws {
        let directory = try LogDirectory()
        for time in [noon, noon + 600, noon + 601, noon + 7200] { try directory.append(.block, time: time) }
        let verification = try directory.log().verify(now: noon)
        #expect(verification.holds)
        #expect(
            verification.ahead.map(\.description) == [
                "entry 2: warning: it is dated 10 min ahead of this machine's clock, by 'anna@example.org'",
                "entry 3: warning: it is dated 2 h ahead of this machine's clock, by 'anna@example.org'",
            ])
        #expect(try directory.log().verify(now: noon + 7200).ahead == [])
    }
}
