import GateModel
import Testing

@testable import Pipelines

@Test(
    "a state is files, unless commands copy and drop it",
    arguments: [
        ("", nil, nil),
        ("copy: default, drop: default", nil, nil),
        ("copy: ./copy, drop: default", DeclaredCommand.shell("./copy"), nil),
        ("copy: [./copy, now], drop: ./drop", .direct(["./copy", "now"]), DeclaredCommand.shell("./drop")),
        ("drop: ./drop", nil, .shell("./drop")),
    ] as [(String, DeclaredCommand?, DeclaredCommand?)])
func stateCommands(keys: String, copy: DeclaredCommand?, drop: DeclaredCommand?) throws {
    let pipeline = try parsePipeline(
        """
        pawl: 1
        name: small
        environment: test
        service: { start: ./serve, ready: GET /, data: { seed: ./seed, \(keys) } }
        operations: { home: GET / }
        stages: [ compat ]
        """, path: "small.yaml"
    ).pipeline
    let data = try #require(pipeline.subject.data)
    #expect(data.copy == copy)
    #expect(data.drop == drop)
    #expect(data.isFiles == (copy == nil && drop == nil))
}
