import GateModel
import Judging
import ServiceFixture
import Stages
import Testing

@Suite("An operation whose baseline is no contract") struct OwnShortfallTests {
    /// Each process answers `read-item` with another status.
    private static let undecided = serviceScript.replacing(
        "        status, text = answer(method, target, body)\n",
        with: """
                    status, text = answer(method, target, body)
                    if method == "GET" and target.startswith("/items/") and "undecided" in faults:
                        with open(traces + "/turn", "a+") as file:
                            file.seek(0)
                            pids = file.read().split()
                            if os.environ["PAWL_STATE"] not in pids:
                                file.write(os.environ["PAWL_STATE"] + " ")
                                pids.append(os.environ["PAWL_STATE"])
                            status = 200 + pids.index(os.environ["PAWL_STATE"])

            """)

    @Test("is inconclusive by itself, and the others are judged")
    func others() async throws {
        let repository = try await ItemRepository(
            baseline: "undecided", candidate: "undecided", common: ["service.py": Self.undecided],
            operations: [readItem, health])
        let both = stage(.compat(Stage.Compat(probesErrors: false)), operations: ["read-item", "health"])
        let run = try await repository.run(both)
        #expect(run.common.failure == nil)
        #expect(run.compat.probes.map(\.inputs) == [0, 12])
        #expect(run.compat.probes[0].failure?.reason == .notRepeatable)
        let why = try #require(run.compat.probes[0].failure)
        let result = repository.judged(run, both)
        let verdicts = result.judgements.filter { $0.id.hasPrefix("compat/answers/") }.map(\.verdict)
        #expect(verdicts == [.inconclusive(why), .pass])
        #expect(result.verdict == .inconclusive(why))
    }

    private let health = DeclaredOperation(
        name: "health", request: RequestTemplate(method: "GET", target: "/health"), expect: .success,
        then: nil,
        weight: 1, position: somewhere)
}

@Suite("A write that is declared idempotent") struct IdempotentWriteTests {
    private static let addOnce = DeclaredOperation(
        name: "add-item",
        request: RequestTemplate(method: "POST", target: "/items", body: .json(#"{"word": "{word}"}"#)),
        expect: .status(201), then: RequestTemplate(method: "GET", target: "/items/{response.id}"),
        promises: .idempotent, weight: 1, position: somewhere)
    private let writes = stage(.compat(Stage.Compat(probesErrors: false)), operations: ["add-item"])

    /// A word that is there already is not written again, unless the revision `forgets`.
    private static let remembering = serviceScript.replacing(
        "            file.write(body.decode() + \"\\n\")\n",
        with: """
                        file.seek(0)
                        known = file.read().splitlines()
                        if body.decode() in known and "forgets" not in faults:
                            return 201, f'{{"id": {known.index(body.decode()) + 1}}}'
                        file.write(body.decode() + "\\n")

            """)

    private func compared(_ baseline: String, _ candidate: String) async throws -> StageRun {
        let repository = try await ItemRepository(
            baseline: baseline, candidate: candidate, common: ["service.py": Self.remembering],
            operations: [Self.addOnce])
        return try await repository.run(writes)
    }

    @Test("is sent twice, and leaves the same")
    func kept() async throws {
        let run = try await compared("", "still")
        #expect(run.compat.differences == [])
        #expect(
            run.compat.probes == [
                Probe(operation: "add-item", inputs: 12), Probe(operation: "add-item/repeat", inputs: 12),
            ])
    }

    @Test("and writes a second time is a break of its own")
    func broken() async throws {
        let run = try await compared("", "forgets")
        let broken = run.compat.differences.filter { $0.kind == .notIdempotent }
        #expect(
            broken.map(\.fingerprint) == [
                "not-idempotent/add-item/repeat/then.id", "not-idempotent/add-item/repeat/then.name",
            ])
    }

    @Test("on a baseline that does not keep the promise is inconclusive")
    func baseline() async throws {
        let run = try await compared("forgets", "forgets too")
        #expect(run.compat.differences == [])
        #expect(run.compat.probes.map(\.failure?.reason) == [nil, .notRepeatable])
    }
}
