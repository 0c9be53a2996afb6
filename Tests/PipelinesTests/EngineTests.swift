import GateModel
import Testing

@testable import Pipelines

private func file(_ scale: String, subject: String = "service: { start: ./serve, ready: GET / }") -> String {
    """
    pawl: 1
    name: membership
    environment: test
    \(subject)
    operations: { home: GET / }
    stages:
      - scale: { \(scale), rules: [ errors == 0 ] }
    """
}

private func scale(_ text: String) throws -> Stage.Scale? {
    guard
        case .scale(let scale) = try parsePipeline(text, path: "membership.yaml").pipeline.stage(.scale)?.kind
    else {
        return nil
    }
    return scale
}

private let external = "external: { url: http://10.0.0.9:8080 }"
private let usual = LoadModel.closed(ClosedLoad(users: 5, amount: .operations(20)))

@Test(
    "who makes a load",
    arguments: [
        ("users: 5, engine: pawl", LoadEngine.pawl),
        ("engine: locust", .locust(LocustWorkers(count: 2))),
        ("engine: { locust: { workers: 4 } }", .locust(LocustWorkers(count: 4))),
        (
            "engine: { locust: { workers: 8, listen: 0.0.0.0:5557, host: 10.0.0.5, wait: 2m } }",
            .locust(
                LocustWorkers(
                    count: 8,
                    place: .elsewhere(
                        .init(address: "0.0.0.0", port: 5557, host: "10.0.0.5", wait: .seconds(120)))))
        ),
    ])
func engines(text: String, engine: LoadEngine) throws {
    #expect(try scale(file(text)) == Stage.Scale(usual, engine: engine))
}

@Test("Pawl finds a rate where none is declared, and no users; throughput is what users reach")
func found() throws {
    #expect(try scale(file("engine: pawl")) == Stage.Scale(nil))
    #expect(try scale(file("within: 5m")) == Stage.Scale(nil))
    let throughput = file("within: 5m").replacing("errors == 0", with: "throughput >= 5/s")
    #expect(try scale(throughput) == Stage.Scale(usual))
}

@Test("workers elsewhere find an external service under its own URL")
func externalService() throws {
    let scale = try scale(file("engine: { locust: { listen: 10.0.0.5:5557 } }", subject: external))
    let place = LocustWorkers.Place.elsewhere(
        .init(address: "10.0.0.5", port: 5557, host: nil, wait: .seconds(60)))
    #expect(scale?.engine == .locust(LocustWorkers(count: 2, place: place)))
}

@Test("Locust makes loads by rate as well, and users who think")
func models() throws {
    #expect(
        try scale(file("rate: 200/s, for: 30s, ramp: 5s, engine: locust"))
            == Stage.Scale(
                .open(OpenLoad(rate: 200, time: .seconds(30), ramp: .seconds(5))),
                engine: .locust(LocustWorkers())))
    #expect(
        try scale(file("users: 3, operations_per_user: 7, think: 50ms, engine: locust"))
            == Stage.Scale(
                .closed(ClosedLoad(users: 3, amount: .operations(7), think: .milliseconds(50))),
                engine: .locust(LocustWorkers())))
}

@Test(
    "what an engine cannot do, or is not, is shown in its place",
    arguments: [
        (
            "engine: k6",
            """
            pipelines/membership.yaml:7:22: error: expected 'pawl' or 'locust', found 'k6'
              7 |   - scale: { engine: k6, rules: [ errors == 0 ] }
                |                      ^^
            """
        ),
        (
            "engine: { locust: { workers: 0 } }",
            """
            pipelines/membership.yaml:7:43: error: expected a whole number from 1 to 100, found 0
              7 |   - scale: { engine: { locust: { workers: 0 } }, rules: [ errors == 0 ] }
                |                                           ^
            """
        ),
        (
            "engine: { k6: { workers: 1 } }",
            """
            pipelines/membership.yaml:7:14: error: 'engine' needs the key 'locust'
              7 |   - scale: { engine: { k6: { workers: 1 } }, rules: [ errors == 0 ] }
                |              ^^^^^^
            pipelines/membership.yaml:7:24: error: unknown key 'k6' in 'engine'
              7 |   - scale: { engine: { k6: { workers: 1 } }, rules: [ errors == 0 ] }
                |                        ^^
              hint: known here: locust
            """
        ),
        (
            "users: 3, for: 30s, engine: locust",
            """
            pipelines/membership.yaml:7:24: error: users of Locust do not go by the clock: each is given a list of operations
              7 |   - scale: { users: 3, for: 30s, engine: locust, rules: [ errors == 0 ] }
                |                        ^^^
              hint: write 'operations_per_user' instead of 'for'
            """
        ),
        (
            "users: 1000, operations_per_user: 1001, engine: locust",
            """
            pipelines/membership.yaml:7:27: error: Locust is given a list of 1001000 requests, expected at most 1000000
              7 |   - scale: { users: 1000, operations_per_user: 1001, engine: locust, rules: [ errors == 0 ] }
                |                           ^^^^^^^^^^^^^^^^^^^
              hint: ask for less, or leave out 'engine'
            """
        ),
        (
            "rate: 100000/s, for: 30s, engine: locust",
            """
            pipelines/membership.yaml:7:14: error: Locust is given a list of 3000000 requests, expected at most 1000000
              7 |   - scale: { rate: 100000/s, for: 30s, engine: locust, rules: [ errors == 0 ] }
                |              ^^^^
              hint: ask for less, or leave out 'engine'
            """
        ),
        (
            "rate: 5, for: 30s, engine: locust",
            """
            pipelines/membership.yaml:7:20: error: expected requests a second, found '5'
              7 |   - scale: { rate: 5, for: 30s, engine: locust, rules: [ errors == 0 ] }
                |                    ^
              hint: such as '200/s'
            """
        ),
        (
            "engine: { locust: { host: 10.0.0.5 } }",
            """
            pipelines/membership.yaml:7:34: error: 'host' is for workers that others start, and pawl starts these
              7 |   - scale: { engine: { locust: { host: 10.0.0.5 } }, rules: [ errors == 0 ] }
                |                                  ^^^^
              hint: add 'listen: 0.0.0.0:5557', or leave 'host' out
            """
        ),
        (
            "engine: { locust: { listen: 0.0.0.0:5557 } }",
            """
            pipelines/membership.yaml:7:34: error: 'listen' needs 'host': workers elsewhere have to find the service
              7 |   - scale: { engine: { locust: { listen: 0.0.0.0:5557 } }, rules: [ errors == 0 ] }
                |                                  ^^^^^^
              hint: add 'host: 10.0.0.5', this machine's address as they see it
            """
        ),
        (
            "engine: { locust: { listen: 5557, host: 10.0.0.5 } }",
            """
            pipelines/membership.yaml:7:42: error: expected an address and a port, found '5557'
              7 |   - scale: { engine: { locust: { listen: 5557, host: 10.0.0.5 } }, rules: [ errors == 0 ] }
                |                                          ^^^^
              hint: such as 0.0.0.0:5557
            """
        ),
        (
            "engine: { locust: { listen: 0.0.0.0:5557, host: http://a } }",
            """
            pipelines/membership.yaml:7:62: error: expected a name or an address, found 'http://a'
              7 |   - scale: { engine: { locust: { listen: 0.0.0.0:5557, host: http://a } }, rules: [ errors == 0 ] }
                |                                                              ^^^^^^^^
              hint: such as 10.0.0.5
            """
        ),
    ])
func badEngine(text: String, expected: String) {
    #expect(report(on: file(text)) == expected)
}

@Test("an external service has a URL, and its workers need no other name for it")
func externalHost() {
    let text = file("engine: { locust: { listen: 0.0.0.0:5557, host: 10.0.0.5 } }", subject: external)
    #expect(
        report(on: text) == """
            pipelines/membership.yaml:7:56: error: 'host' of an external service, which its 'url' names already
              7 |   - scale: { engine: { locust: { listen: 0.0.0.0:5557, host: 10.0.0.5 } }, rules: [ errors == 0 ] }
                |                                                        ^^^^
              hint: leave 'host' out
            """)
}
