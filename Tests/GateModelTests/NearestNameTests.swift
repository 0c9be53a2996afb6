import Testing

@testable import GateModel

@Test(
    "the nearest name is found over slips of the pen, and only over those",
    arguments: [
        ("respons_time", "response_time"), ("erorrs", "errors"), ("Errors", "errors"), ("memoy", "memory"),
        ("x", nil), ("response", nil), ("", nil),
    ])
func nearest(word: String, name: String?) {
    #expect(nearestName(to: word, among: ["response_time", "errors", "memory"]) == name)
}
