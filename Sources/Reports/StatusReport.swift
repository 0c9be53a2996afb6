package import GateModel

/// What `pawl status` prints of one environment: what runs, what is open, the way back, and the commands to go on with.
package enum StatusReport {
    /// - Parameter now: Seconds since 1970.
    package static func text(_ status: EnvironmentStatus, now: Int64, style: Style = .plain) -> String {
        let size =
            "\(counted(status.entries, "entry", "entries")), the last \(ageText(now - status.last.time))"
        var document = Document([.heading([.strong(status.environment)], aside: ["\(size)"])] + log(status))
        for pipeline in status.pipelines {
            let title = Block.paragraph(.strong("\(pipeline.pipeline) → \(status.environment)"))
            document.add([title] + facts(pipeline, status.environment, now))
        }
        return document.text(style)
    }

    /// How far it goes here, and how far where it was fetched from.
    private static func log(_ status: EnvironmentStatus) -> [Block] {
        var table = Table(indent: 2, gap: 2, isWide: true)
        table.add("last", "\(status.last.kind.rawValue), \(status.last.text)")
        for remote in status.remotes {
            table.add("\(remote.remote)", "as last fetched: \(remote.comparison.text)")
            if let command = command(remote, status) { table.add("", .strong(command)) }
        }
        return table.block
    }

    /// What brings the two logs together; nil where they are the same, or no command does.
    static func command(_ remote: RemoteLog, _ status: EnvironmentStatus) -> String? {
        let name = shellWord(remote.remote)
        switch remote.comparison {
        case .ahead, .behind:
            return "pawl log sync --environment \(shellWord(status.environment)) --log-remote \(name)"
        case .same, .diverged, .unknown: return nil
        }
    }

    private static func facts(_ pipeline: PipelineStatus, _ environment: String, _ now: Int64) -> [Block] {
        var table = Table(indent: 2, gap: 2, isWide: true)
        table.add("runs", "\(pipeline.running?.text(now) ?? "nothing was deployed or adopted yet")")
        if !pipeline.open.isEmpty {
            table.add("", "as far as the log knows: what is open may have changed it")
        }
        for work in pipeline.open { add(work, now, to: &table) }
        if let lock = pipeline.lock {
            table.add("locked", .caution("on this machine, by \(lock.holders.joined(separator: ", "))"))
            if !lock.record.isEmpty { table.add("", "its file says: \(lock.record)") }
            if !lock.isPawl {
                table.add("", "that is no Pawl, and no run begins before it has ended: end it")
            }
        }
        if let approved = pipeline.approved {
            table.add(
                "approved",
                "\(approved.candidate.commit.short) \(approved.candidate.summary.unescaped), not deployed yet, \(approved.text)"
            )
        }
        for (number, line) in lines(pipeline.wayBack).enumerated() {
            table.add(number == 0 ? "way back" : "", "\(line)")
        }
        for (number, next) in NextCommand.all(of: pipeline, environment).enumerated() {
            table.add([
                [number == 0 ? "next" : ""], [.strong(next.command), .quiet("  # \(next.purpose)")],
            ])
        }
        return table.block
    }

    private static func add(_ work: OpenWork, _ now: Int64, to table: inout Table) {
        let entry = work.entry
        table.add("open", .caution(what(work)))
        table.add(
            "",
            "since \(utcText(entry.time)) (\(ageText(now - entry.time))), entry \(entry.index) by \(entry.people)"
        )
        let host = "\(counted(work.host.cores, "core")), \(work.host.kernel)"
        table.add("", "run \(entry.run), on \(work.host.hostClass.map { "\(host), \($0.text)" } ?? host)")
        if let why = why(work) { table.add("", "\(why)") }
    }

    static func what(_ work: OpenWork) -> String {
        let commit = "\(work.entry.candidate.commit.short) \(work.entry.candidate.summary.unescaped)"
        return switch work.work {
        case .deploy: "a deploy of \(commit) has begun and has not ended"
        case .rollback(let to, _):
            "a rollback of \(commit) to \(to.commit.short) has begun and is not verified"
        }
    }

    /// Why it has not ended; nil where nothing says so.
    static func why(_ work: OpenWork) -> String? {
        switch work.work {
        case .deploy(let block): block.map { "it did not pass and was left as it is, \($0.text)" }
        case .rollback(_, let outcome): outcome.map { "it came to its end: \($0.word)" }
        }
    }

    /// One thing in each.
    static func lines(_ way: WayBack) -> [String] {
        switch way {
        case .none: return ["none: nothing ran there before"]
        case .undeclared(let to):
            return ["\(to.text), but what runs declares no 'rollback'"]
        case .unplannable(let to, let why):
            let lines = why.split(separator: "\n").map { String($0.drop { $0 == " " }) }
            return ["\(to.text), but its steps cannot be told here:"] + lines
        case .planned(let plan, let safePoint):
            let left =
                plan.leftForPeople.isEmpty
                ? []
                : [
                    "left for people, since undoing it loses data: \(plan.leftForPeople.joined(separator: ", "))"
                ]
            return ["\(plan.to.text), \(counted(plan.steps.count, "step"))"] + left + [text(safePoint)]
        }
    }

    private static func text(_ safePoint: SafePoint?) -> String {
        guard let safePoint else { return "last safe point: none, every way back leaves a change for people" }
        let further = safePoint.mayBeFurther ? ", perhaps further" : ""
        return
            "last safe point: \(safePoint.revision.text), \(counted(safePoint.revisionsBack, "revision")) back\(further)"
    }
}

extension Revision {
    /// `9be04d1 Faster start`
    fileprivate var text: String { "\(commit.short) \(summary.unescaped)" }
}

extension RemoteLog.Comparison {
    var text: String {
        switch self {
        case .same: "the same log"
        case .ahead(let count): "\(counted(count, "entry", "entries")) that this clone lacks"
        case .behind(let count): "lacks \(counted(count, "entry", "entries")) of this clone"
        case .diverged: "another log: find out who wrote it, 'pawl log verify' in both clones"
        case .unknown(let why): "could not be compared: \(why)"
        }
    }
}
