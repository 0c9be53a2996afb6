import GateModel
import Testing

@Test(
    "a window has as many requests as its rate says, and without one ten a second or twenty in all",
    arguments: [(nil, 15.0, 150), (nil, 0.25, 20), (nil, 2, 20), (50, 0.2, 10), (0.1, 2, 1)]
        as [(Double?, Double, Int)])
func requestsPerWindow(rate: Double?, seconds: Double, requests: Int) {
    let watch = Stage.Watch(
        url: "http://127.0.0.1:8080", before: .zero, after: .seconds(600), every: .seconds(seconds),
        rate: rate,
        sustained: nil, onInconclusive: .hold)
    #expect(watch.requestsPerWindow == requests)
}
