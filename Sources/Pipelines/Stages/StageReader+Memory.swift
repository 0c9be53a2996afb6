import GateModel
import Statistics

extension StageReader {
    func memory(_ keys: inout KeyReader) -> Stage.Kind {
        let atLeast = keys.optional("at_least", default: .seconds(30), SourceNode.duration)
        let maximum = keys.optional("max_operations", default: 4800) { node throws(Fault) in
            try node.integer(in: 600...1_000_000)
        }
        // With fewer readings there are not ten windows after the first third.
        let every = keys.optional("every", default: 10) { node throws(Fault) in
            try node.integer(in: 1...maximum / LeakTest.leastReadings)
        }
        let cleanupEntry = keys.entry("cleanup")
        if declarations.subject == .tool, let cleanupEntry {
            problems.report(
                Fault(
                    cleanupEntry.keySpan, "'cleanup' is a request, and a tool answers none",
                    hint: "leave it out: every run of a tool is a fresh process"))
        }
        let cleanup = cleanupEntry.flatMap(cleanup)
        return .memory(
            Stage.Memory(atLeast: atLeast, maximumOperations: maximum, every: every, cleanup: cleanup))
    }

    private func cleanup(_ entry: SourceNode.Entry) -> Stage.Memory.Cleanup? {
        var keys = KeyReader(entry.value, of: "'cleanup'", at: entry.keySpan, problems: problems)
        let every = keys.required("every") { node throws(Fault) in try node.integer(in: 1...1_000_000) }
        let request = keys.required("request") { node throws(Fault) in try declarations.requests.request(node)
        }
        keys.finish()
        guard let every, let request else { return nil }
        return Stage.Memory.Cleanup(every: every, request: request)
    }
}
