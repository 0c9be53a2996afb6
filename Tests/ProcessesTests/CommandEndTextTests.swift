import Processes
import Testing

@Suite struct CommandEndTextTests {
    @Test(
        "a timeout is worded with all of its time",
        arguments: [
            (.milliseconds(1500), "timeout after 1.5 s"), (.seconds(120), "timeout after 120 s"),
            (.seconds(1), "timeout after 1 s"), (.milliseconds(999), "timeout after 999 ms"),
            (.microseconds(2500), "timeout after 2.5 ms"), (.zero, "timeout after 0 ms"),
        ] as [(Duration, String)])
    func timeouts(limit: Duration, expected: String) {
        #expect(CommandEnd.timedOut(after: limit).description == expected)
    }
}
