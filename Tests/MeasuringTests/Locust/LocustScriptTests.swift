import GateModel
import JSON
import Processes
import ServiceFixture
import Testing

@testable import Measuring

@Suite struct LocustScriptTests {
    private func script(
        _ operations: [DeclaredOperation] = [readItem, addItem], values: [Pipeline.NamedValues] = namedValues,
        metrics: [Metric] = [queries, score, Metric.builtIns[0]],
        timing: LocustScript.Timing = .closed(think: .milliseconds(250))
    ) -> LocustScript {
        LocustScript(operations: operations, values: values, metrics: metrics, timing: timing)
    }

    @Test("what is asked stands at the top, templates taken apart")
    func load() throws {
        let text = script().text
        let start = try #require(text.firstRange(of: "LOAD = "))
        let end = try #require(text.firstRange(of: "\n\nTIMEOUT"))
        #expect(
            text[start.lowerBound..<end.lowerBound] == #"""
                LOAD = {
                    "model": "closed",
                    "think": 0.25,
                    "connections": 1,
                    "values": ["item", "word"],
                    "headers": ["x-query-count"],
                    "operations": [
                        {
                            "name": "read-item",
                            "request": {"method": "GET", "target": ["/items/", {"value": "item"}], "headers": [], "body": None},
                            "expect": None,
                            "then": None,
                        },
                        {
                            "name": "add-item",
                            "request": {
                                "method": "POST",
                                "target": ["/items"],
                                "headers": [["Content-Type", ["application/json"]]],
                                "body": {"form": "json", "text": ["{\"word\": \"", {"value": "word"}, "\"}"]},
                            },
                            "expect": 201,
                            "then": {"method": "GET", "target": ["/items/", {"value": "response.id"}], "headers": [], "body": None},
                        },
                    ],
                }
                """#)
    }

    @Test("the script tells nothing but the declared load: neither inputs, nor addresses, nor secrets")
    func sameForEveryRun() {
        #expect(script().text == script().text)
        #expect(!script().text.contains("127.0.0.1"))
    }

    @Test("it is Python", arguments: [LocustScript.Timing.closed(think: .zero), .open(connections: 500)])
    func compiles(timing: LocustScript.Timing) async throws {
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        try durableWrite(Array(script(timing: timing).text.utf8), to: "\(directory.path)/load.py")
        let python = #"import ast; ast.parse(open("load.py").read()); print("fine")"#
        let result = try await run(
            Command(
                .direct(["python3", "-c", python]), directory: directory.path,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(result.output.text == "fine\n", "\(result.errorOutput.text)")
    }

    @Test("no text of a pipeline leaves its string: Python reads the same")
    func hostileTexts() async throws {
        let texts = [
            "\"\"\"); import os #", "back\\slash\\", "line\nfeed\r\t\0\u{7f}", "é 漢 😀 \u{2028}",
            "{item} {{item}} {", "'",
        ]
        let value = JSONValue.array(texts.map { .string($0) })
        let directory = try TemporaryDirectory(prefix: "pawl-test-")
        try durableWrite(Array(pythonLiteral(value).utf8), to: "\(directory.path)/literal")
        let python = #"import ast, json; print(json.dumps(ast.literal_eval(open("literal").read())))"#
        let result = try await run(
            Command(
                .direct(["python3", "-c", python]), directory: directory.path,
                environment: ["PATH": "/usr/bin:/bin"]))
        #expect(try JSONParser.parse(Array(result.output.text.dropLast().utf8)) == value)
    }

    @Test("a share is a line of operations by number, and of values in the order declared")
    func share() {
        func input(_ operation: DeclaredOperation, _ item: String) -> DrawnInput {
            DrawnInput(operation: operation, values: ["item": item, "word": "red"])
        }
        let share = LocustShare(
            warmUp: [input(addItem, "1")], load: [input(readItem, "2"), input(addItem, "3")],
            times: [0, 0.5])
        #expect(
            String(decoding: share.line(operations: [readItem, addItem], values: namedValues), as: UTF8.self)
                == #"{"load":[[0,["2","red"],0],[1,["3","red"],0.5]],"warm":[[1,["1","red"]]]}"# + "\n")
    }

    @Test("the requests of a rate take turns among the workers, each at its time, the ramp first")
    func shares() {
        let input = DrawnInput(operation: readItem, values: [:])
        let load = OpenLoad(rate: 4, time: .seconds(1), ramp: .seconds(1))
        let shares = LocustShare.open(load, senders: 2, warmUp: { _ in [input] }, next: { input })
        // Two in the ramp, at √(2·i/4) s; then four at a distance of 250 ms, from 1 s on.
        #expect(shares.map(\.times) == [[0, 1, 1.5], [0.707106781, 1.25, 1.75]])
        #expect(shares.map(\.ramp) == [1, 1])
        #expect(shares.map(\.load.count) == [3, 3] && shares.map(\.warmUp.count) == [1, 1])
    }
}
