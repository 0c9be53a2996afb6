import GateModel

extension PipelineReader {
    func service(_ entry: YAMLNode.Entry) -> Service? {
        var keys = KeyReader(
            entry.value, of: "'service'", at: entry.keySpan, unsupported: ["restart", "shared"],
            problems: problems)
        let build = keys.optional("build", YAMLNode.command)
        let start = keys.required("start", YAMLNode.command)
        let ready = keys.required("ready") { node throws(Fault) in try RequestReader(values: []).request(node)
        }
        let readyWithin = keys.optional("ready_within", default: .seconds(30), YAMLNode.duration)
        let data = keys.entry("data")
        let dataSet = data.flatMap(dataSet)
        let environment = keys.optional("env", default: [], YAMLNode.variables)
        let secrets = keys.optional("secrets", default: [], YAMLNode.variables)
        keys.finish()
        guard let start, let ready else { return nil }
        return Service(
            build: build, start: start, ready: ready, readyWithin: readyWithin, data: dataSet,
            environment: environment, secrets: secrets)
    }

    private func dataSet(_ entry: YAMLNode.Entry) -> Service.DataSet? {
        var keys = KeyReader(entry.value, of: "'data'", at: entry.keySpan, problems: problems)
        let seed = keys.required("seed", YAMLNode.command)
        for key in ["copy", "drop"] {
            _ = keys.optional(key) { node throws(Fault) in
                guard try node.text() == "default" else {
                    throw Fault(
                        node.span, "'\(key)' other than 'default' is not supported by this version of pawl",
                        hint: "state must be files under PAWL_STATE")
                }
            }
        }
        let migrate = keys.optional("migrate", YAMLNode.command)
        let fingerprint = keys.optional("fingerprint", YAMLNode.command)
        let counts = keys.entry("count").map { named($0, also: "_").compactMap(count) } ?? []
        keys.finish()
        guard let seed else { return nil }
        return Service.DataSet(seed: seed, migrate: migrate, fingerprint: fingerprint, counts: counts)
    }

    private func count(_ entry: YAMLNode.Entry) -> Service.Count? {
        var keys = KeyReader(entry.value, of: "'\(entry.key)'", at: entry.keySpan, problems: problems)
        let run = keys.required("run", YAMLNode.command)
        let atLeast = keys.required("at_least") { node throws(Fault) in try node.integer(in: 1 ... .max) }
        keys.finish()
        guard let run, let atLeast else { return nil }
        return Service.Count(name: entry.key, run: run, atLeast: atLeast)
    }
}
