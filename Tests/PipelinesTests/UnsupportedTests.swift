import Testing

@testable import Pipelines

@Test(
    "what the format knows and this version does not is never ignored",
    arguments: [
        (
            "environment: staging", "environment: staging\n",
            [
                "notify", "requires", "freeze", "monitor",
            ]
        )
    ])
func unsupported(part: String, start: String, keys: [String]) {
    for key in keys {
        #expect(
            report(replacing: part, with: "\(start)\(key): x").contains(
                "error: '\(key)' is not supported by this version of pawl\n"))
    }
}
