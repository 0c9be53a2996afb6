import Glibc
import Processes
import Testing

/// What Linux of this machine offers decides which of these run.
@Suite(.serialized) struct SandboxTests {
    @Test(
        "nothing gets through",
        arguments: [
            Isolation.strong(landlock: 7), .strong(landlock: 0), .weak(landlock: 7), .weak(landlock: 6),
        ])
    func attacks(wanted: Isolation) async throws {
        let form = try await offeredIsolation(atMost: wanted)
        try #require(form == wanted, "this machine offers \(form) only")
        #expect(try await AttackedWorld().attack(in: form) == form.knownOpen)
    }

    @Test(
        "what Landlock did not know at first is refused by the filter",
        arguments: [Isolation.weak(landlock: 1), .weak(landlock: 2), .weak(landlock: 5)])
    func olderKernels(wanted: Isolation) async throws {
        let form = try await offeredIsolation(atMost: wanted)
        try #require(form == wanted, "this machine offers \(form) only")
        let attacks = [
            "reads_the_key", "overwrites_the_key", "empties_the_key_by_reading",
            "empties_the_key_without_access",
            "truncates_the_key", "edits_the_other_sides_code", "stops_a_process", "limits_a_process",
            "connects_to_an_agent", "connects_to_an_abstract_socket", "reads_an_environment",
        ]
        #expect(try await AttackedWorld().attack(attacks, in: form) == [])
    }

    @Test("what is hidden stays so where a directory above it is opened", arguments: ["keys", "."])
    func hiddenInOpening(opened: String) async throws {
        let form = try await offeredIsolation()
        try #require(form == .strong(landlock: 7), "this machine offers \(form) only")
        let attacks = ["reads_the_key", "poisons_the_cache", "rewinds_the_log", "reads_the_callers_profile"]
        #expect(try await AttackedWorld().attack(attacks, in: form, opening: [opened]) == [])
    }

    @Test(
        "a form that somebody wants is understood as a whole or not at all",
        arguments: [
            ("strong", Isolation.strong(landlock: .max)), ("strong 0", .strong(landlock: 0)),
            ("weak 3", .weak(landlock: 3)), ("none", Isolation.none), ("wek", nil), ("none 3", nil),
            ("weak 0", nil),
            ("strong -1", nil), ("weak 3 4", nil), ("Weak", nil), (" ", nil),
        ] as [(String, Isolation?)])
    func wantedForm(text: String, form: Isolation?) {
        #expect(Isolation(wanted: text) == form)
    }

    /// So the attacks are some; those that would harm the machine are not tried.
    @Test(
        "without a sandbox they do",
        arguments: [
            "reads_the_key", "edits_the_other_sides_code", "reads_an_environment", "poisons_the_cache",
            "connects_to_an_agent", "connects_to_an_abstract_socket", "shares_memory_by_key",
            "stops_a_process",
            "limits_a_process", "slows_a_process_by_priority", "listens_on_somebodys_port", "rewinds_the_log",
        ])
    func unconfined(name: String) async throws {
        #expect(try await AttackedWorld().attack([name], in: nil) == [name])
    }
}

extension Isolation {
    /// What the README says that a form leaves open.
    fileprivate var knownOpen: [String] {
        // Ports are told apart from the fourth version of Landlock on.
        switch self {
        case .strong(let landlock): landlock < 4 ? ["listens_on_somebodys_port"] : []
        case .weak(let landlock):
            (landlock < 4 ? ["listens_on_somebodys_port"] : []) + ["finds_shared_memory_by_name"]
        case .none: []
        }
    }
}
