import GateModel
import Measuring
import ServiceFixture
import Testing

/// States that a register knows by name, as a database server would: `copy` adds a name, `drop` strikes it out.
@Suite struct StateCopiesTests {
    private func service(
        start: DeclaredCommand = .direct(["python3", "-S", "service.py"]),
        copy: String = """
        basename "$PAWL_STATE" >> "$TRACES/register" && cp "$PAWL_STATE_FROM/items" "$PAWL_STATE"
        """,
        drop: String = """
        echo "$(basename "$PAWL_STATE")" >> "$TRACES/dropped"
        sed -i "/$(basename "$PAWL_STATE")/d" "$TRACES/register"
        """
    ) -> Service {
        itemService(
            start: start, readyWithin: .seconds(10),
            data: Service.DataSet(
                seed: .shell("true"), copy: .shell(copy), drop: .shell(drop), migrate: nil, fingerprint: nil,
                counts: []))
    }

    @Test func everyStartGetsACopyUnderANameOfItsOwnWhichIsDroppedAgain() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject(service())
        for _ in 0..<2 {
            try await subject.whileRunning { _ throws(MeasuringError) in
                #expect(directory.traces.lines(of: "register").count == 1)
            }
        }
        #expect(directory.traces.lines(of: "register") == [])
        let names = directory.traces.lines(of: "dropped")
        #expect(names.count == 2 && Set(names).count == 2)
        // `pawl_` and 16 digits: a name that a database may have.
        #expect(try names.allSatisfy { try #/pawl_[0-9a-f]{16}/#.wholeMatch(in: $0) != nil })
        #expect(directory.said.all == [])
        #expect(directory.traces.remains == [])
    }

    @Test func aServiceThatDoesNotStartLeavesNoCopy() async throws {
        let directory = try ServiceDirectory()
        let ends = service(start: .shell("exit 3"))
        #expect(try await directory.failureToStart(ends)?.reason == .serviceDied)
        #expect(directory.traces.lines(of: "register") == [])
        let missing = service(start: .direct(["./no-such-program"]))
        #expect(try await directory.failureToStart(missing)?.reason == .toolMissing)
        #expect(directory.traces.lines(of: "dropped").count == 2)
        #expect(directory.traces.lines(of: "register") == [])
    }

    @Test func aCopyThatFailsHalfwayIsDroppedToo() async throws {
        let directory = try ServiceDirectory()
        let failing = service(
            copy: "basename \"$PAWL_STATE\" >> \"$TRACES/register\"; echo disk full; exit 1")
        let detail = "copy: state of the candidate ended with exit 1; it printed: disk full"
        #expect(try await directory.failureToStart(failing) == Inconclusive(.dataNotReady, detail))
        #expect(directory.traces.lines(of: "register") == [])
        #expect(directory.traces.lines(of: "dropped").count == 1)
    }

    @Test func aDropThatFailsIsSaidAndChangesNothingElse() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject(service(drop: "echo in use; exit 1"))
        try await subject.whileRunning { _ throws(MeasuringError) in }
        let name = try #require(directory.traces.lines(of: "register").first)
        let said = try #require(directory.said.all.first)
        #expect(said.hasPrefix("a state may be left behind, /"))
        #expect(said.hasSuffix("/\(name): drop ended with exit 1; it printed: in use"))
    }

    @Test func aCancelledTaskDropsItsCopy() async throws {
        let directory = try ServiceDirectory()
        let subject = try directory.subject(service())
        let task = Task {
            await inconclusive { () throws(MeasuringError) in
                try await subject.whileRunning { running throws(MeasuringError) in
                    while !Task.isCancelled { await Task.yield() }
                    throw MeasuringError(.interrupted, "while it ran")
                }
            }
        }
        #expect(try await eventually { directory.traces.count == 1 })
        task.cancel()
        #expect(await task.value?.reason == .interrupted)
        #expect(directory.traces.lines(of: "register") == [])
        #expect(directory.traces.lines(of: "dropped").count == 1)
    }

    @Test func aCopyThatIsInterruptedIsDropped() async throws {
        let directory = try ServiceDirectory()
        let slow = service(copy: "basename \"$PAWL_STATE\" >> \"$TRACES/register\"; sleep 100")
        let task = Task { try await directory.failureToStart(slow) }
        #expect(try await eventually { directory.traces.lines(of: "register").count == 1 })
        task.cancel()
        let expected = Inconclusive(.interrupted, "in copy: state of the candidate")
        #expect(try await task.value == expected)
        #expect(directory.traces.lines(of: "register") == [])
    }
}
