import GateModel

extension PipelineReader {
    func service(_ entry: SourceNode.Entry) -> Service? {
        var keys = KeyReader(
            entry.value, of: "'service'", at: entry.keySpan, problems: problems)
        let build = keys.optional("build", SourceNode.command)
        let start = keys.required("start", SourceNode.command)
        let ready = keys.required("ready") { node throws(Fault) in try RequestReader(values: []).request(node)
        }
        let readyWithin = keys.optional("ready_within", default: .seconds(30), SourceNode.duration)
        let data = keys.entry("data")
        let dataSet = data.flatMap(dataSet)
        let environment = keys.optional("env", default: [], SourceNode.variables)
        let secrets = keys.optional("secrets", default: [], SourceNode.variables)
        let restart = keys.optional("restart", default: .auto) { node throws(Fault) in try node.restart() }
        let sharesData = keys.optional("shared", default: false) { node throws(Fault) in try node.isYes() }
        keys.finish()
        guard let start, let ready else { return nil }
        return Service(
            build: build, start: start, ready: ready, readyWithin: readyWithin, data: dataSet,
            environment: environment, secrets: secrets, restart: restart, sharesData: sharesData)
    }

    /// Refuses operations that write where blocks share data: the next block would measure what they wrote.
    func checkSharing(_ subject: DeclaredSubject?, _ operations: [DeclaredOperation], at root: SourceNode) {
        guard case .service(let service) = subject, service.sharesData,
            case .mapping(let entries) = root.content,
            let section = entries.first(where: { $0.key == "service" }),
            case .mapping(let keys) = section.value.content,
            let shared = keys.first(where: { $0.key == "shared" })
        else { return }
        for operation in operations where operation.exchange?.request.isRead == false {
            problems.report(
                Fault(
                    shared.keySpan,
                    "'\(operation.name)' writes, and with 'shared: yes' all blocks share data",
                    hint: "declare only GET and HEAD operations, or leave 'shared' out"))
        }
    }

    private func dataSet(_ entry: SourceNode.Entry) -> Service.DataSet? {
        var keys = KeyReader(entry.value, of: "'data'", at: entry.keySpan, problems: problems)
        let seed = keys.required("seed", SourceNode.command)
        let copyEntry = keys.entry("copy")
        let dropEntry = keys.entry("drop")
        let copy = copyEntry.flatMap(commandUnlessDefault)
        let drop = dropEntry.flatMap(commandUnlessDefault)
        if let copyEntry, copy != nil, dropEntry == nil {
            problems.report(
                Fault(
                    copyEntry.keySpan, "'copy' is a command, and nothing says how a copy goes away again",
                    hint: "declare 'drop' too; 'drop: default' if removing the directory PAWL_STATE is enough"
                ))
        }
        let migrate = keys.optional("migrate", SourceNode.command)
        let fingerprint = keys.optional("fingerprint", SourceNode.command)
        let counts = keys.entry("count").map { named($0, also: "_").compactMap(count) } ?? []
        keys.finish()
        guard let seed else { return nil }
        return Service.DataSet(
            seed: seed, copy: copy, drop: drop, migrate: migrate, fingerprint: fingerprint, counts: counts)
    }

    /// Nil for the word `default`, and for what is wrong and reported.
    private func commandUnlessDefault(_ entry: SourceNode.Entry) -> DeclaredCommand? {
        let command = problems.attempt { () throws(Fault) in try entry.value.command() }
        return command == .shell("default") ? nil : command
    }

    private func count(_ entry: SourceNode.Entry) -> Service.Count? {
        var keys = KeyReader(entry.value, of: "'\(entry.key)'", at: entry.keySpan, problems: problems)
        let run = keys.required("run", SourceNode.command)
        let atLeast = keys.required("at_least") { node throws(Fault) in try node.integer(in: 1 ... .max) }
        keys.finish()
        guard let run, let atLeast else { return nil }
        return Service.Count(name: entry.key, run: run, atLeast: atLeast)
    }
}

extension SourceNode {
    func isYes() throws(Fault) -> Bool {
        switch try text() {
        case "yes", "true": return true
        case "no", "false": return false
        default: throw Fault(span, "expected 'yes' or 'no', found \(kind)")
        }
    }

    /// `auto`, or `every 3 blocks`.
    fileprivate func restart() throws(Fault) -> Service.Restart {
        let words = try text().split(separator: " ")
        if words == ["auto"] { return .auto }
        let isForm = words.count == 3 && words[0] == "every" && ["block", "blocks"].contains(words[2])
        guard isForm, let blocks = Int(words[1]), (1...Service.Restart.mostBlocks).contains(blocks) else {
            throw Fault(
                span, "expected 'auto' or 'every N blocks', found \(kind)",
                hint: "N is from 1 to \(Service.Restart.mostBlocks): fewer than 8 process groups show nothing"
            )
        }
        return .every(blocks: blocks)
    }
}
