import GateModel
import Testing

@testable import Pipelines

@Test(
    "a body in YAML becomes JSON as it is written",
    arguments: [
        (
            "{ a: 25.00, b: -1e3, c: 007, d: 1., e: .5, f: 0x10 }",
            #"{"a":25.00,"b":-1e3,"c":"007","d":"1.","e":".5","f":"0x10"}"#
        ),
        ("[true, false, null, ~, yes, \"true\", '5']", #"[true,false,null,null,"yes","true","5"]"#),
        (#"{ "q\"": "a\\b\n\t\u0001é" }"#, #"{"q\"":"a\\b\n\t\u0001é"}"#),
        ("{ z: { }, a: [] }", #"{"z":{},"a":[]}"#),
        ("plain words", #""plain words""#),
    ])
func json(yaml: String, json: String) throws {
    let pipeline = try parsePipeline(
        """
        pawl: 1
        name: small
        environment: test
        service: { start: ./serve, ready: GET / }
        operations:
          save: { request: POST /, json: \(yaml) }
        stages: [ compat ]
        """, path: "pipelines/small.yaml"
    ).pipeline
    #expect(pipeline.operations[0].exchange?.request.body == .json(json))
}
