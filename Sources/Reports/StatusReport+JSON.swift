package import GateModel
import JSON

extension StatusReport {
    /// One object of all environments that were asked for: `{"version": 1, "environments": [{"environment": …}]}`.
    ///
    /// - Parameter now: Seconds since 1970.
    package static func json(_ environments: [EnvironmentStatus], now: Int64) -> String {
        JSONReport.printable([
            "version": .integer(JSONReport.version),
            "time": .string(utcText(now)),
            "environments": .array(environments.map(json)),
        ])
    }

    private static func json(_ status: EnvironmentStatus) -> JSONValue {
        [
            "environment": .string(status.environment),
            "entries": .integer(Int64(status.entries)),
            "last": JSONReport.json(status.last),
            "remotes": .array(
                status.remotes.map { remote in
                    [
                        "remote": .string(remote.remote),
                        "comparison": .string(remote.comparison.word),
                        "entries": remote.comparison.entries.map { .integer(Int64($0)) } ?? .null,
                        "command": command(remote, status).map { .string($0) } ?? .null,
                    ]
                }),
            "pipelines": .array(status.pipelines.map { json($0, status.environment) }),
        ]
    }

    private static func json(_ pipeline: PipelineStatus, _ environment: String) -> JSONValue {
        [
            "pipeline": .string(pipeline.pipeline),
            "running": pipeline.running.map(JSONReport.json) ?? .null,
            "open": .array(pipeline.open.map(json)),
            "lock": pipeline.lock.map {
                [
                    "holders": JSONReport.strings($0.holders), "record": .string($0.record),
                    "is_pawl": .bool($0.isPawl),
                ]
            } ?? .null,
            "approved": pipeline.approved.map(JSONReport.json) ?? .null,
            "way_back": json(pipeline.wayBack),
            "next": .array(
                NextCommand.all(of: pipeline, environment).map {
                    ["command": .string($0.command), "purpose": .string($0.purpose)]
                }),
        ]
    }

    private static func json(_ work: OpenWork) -> JSONValue {
        let (word, to): (String, Revision?) =
            switch work.work {
            case .deploy: ("deploy", nil)
            case .rollback(let to, _): ("rollback", to)
            }
        return [
            "work": .string(word), "entry": JSONReport.json(work.entry),
            "to": to.map(JSONReport.json) ?? .null,
            "why": why(work).map { .string($0) } ?? .null,
            "host": [
                "cores": .integer(Int64(work.host.cores)), "kernel": .string(work.host.kernel),
                "class": work.host.hostClass.map { .string($0.text) } ?? .null,
            ],
        ]
    }

    /// Null where there is none.
    private static func json(_ way: WayBack) -> JSONValue {
        switch way {
        case .none: return .null
        case .undeclared(let to):
            return ["to": JSONReport.json(to), "why_unplanned": "what runs declares no 'rollback'"]
        case .unplannable(let to, let why): return ["to": JSONReport.json(to), "why_unplanned": .string(why)]
        case .planned(let plan, let safePoint):
            return [
                "to": JSONReport.json(plan.to),
                "steps": JSONReport.strings(plan.steps.map(\.action.description)),
                "left_for_people": JSONReport.strings(plan.leftForPeople),
                "safe_point": safePoint.map {
                    [
                        "revision": JSONReport.json($0.revision),
                        "revisions_back": .integer(Int64($0.revisionsBack)),
                        "may_be_further": .bool($0.mayBeFurther),
                    ]
                } ?? .null,
            ]
        }
    }
}

extension RemoteLog.Comparison {
    fileprivate var word: String {
        switch self {
        case .same: "same"
        case .ahead: "ahead"
        case .behind: "behind"
        case .diverged: "diverged"
        case .unknown: "unknown"
        }
    }

    /// By how many; nil where nothing was counted.
    fileprivate var entries: Int? {
        switch self {
        case .same: 0
        case .ahead(let count), .behind(let count): count
        case .diverged, .unknown: nil
        }
    }
}
