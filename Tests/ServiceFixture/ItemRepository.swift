package import GateModel
package import Measuring
import Processes

/// A git repository with two revisions of the item service.
package struct ItemRepository: Sendable {
    package let baseline: Revision
    package let candidate: Revision
    package let traces: Traces
    /// The best that this machine offers, with the directory of the traces opened.
    package let confinement: SubjectConfinement
    private let directory: TemporaryDirectory
    private let passing: [String: String]
    private let operations: [DeclaredOperation]
    package var path: String { repositoryPath(in: directory) }

    /// `baseline` and `candidate` are the faults of either; `changed` are files that only the candidate has so, and
    /// `passing` more variables of the caller.
    package init(
        baseline: String = "", candidate: String = "", common: [String: String] = [:],
        changed: [String: String] = [:], passing: [String: String] = [:],
        opening: SandboxOpenings = .none, operations: [DeclaredOperation] = [readItem, addItem]
    ) async throws {
        self.passing = passing
        self.operations = operations
        let traces = try Traces()
        self.traces = traces
        let template = try await ItemRepository.template.value
        directory = try TemporaryDirectory(prefix: "pawl-test-")
        try copyTree(from: template.directory.path + "/repository", to: repositoryPath(in: directory))
        confinement = try SubjectConfinement(
            try await ItemRepository.isolation.value, caller: itemCaller(traces, passing),
            hidden: [repositoryPath(in: directory)],
            openings: SandboxOpenings(
                read: opening.read, write: opening.write + [traces.path], sockets: opening.sockets))
        let isPlain = baseline.isEmpty && common.isEmpty
        let files = ["behaviour": baseline].merging(common) { $1 }
        self.baseline =
            isPlain ? template.revision : try await commit(files, in: repositoryPath(in: directory))
        self.candidate = try await commit(
            ["behaviour": candidate].merging(changed) { $1 }, in: repositoryPath(in: directory))
    }

    private static let isolation = Task { try await offeredIsolation() }

    private struct Template {
        let directory: TemporaryDirectory
        let revision: Revision
    }

    /// One commit of the service without faults, made once a run of the tests and copied from then on.
    private static let template = Task {
        let directory = try TemporaryDirectory(prefix: "pawl-template-")
        let repository = repositoryPath(in: directory)
        try makeDirectory(repository)
        try await git("init -q -b main --template= .", in: repository)
        let files = [
            "service.py": serviceScript, "behaviour": "", "migrate": "#!/bin/sh\n",
            "count": "#!/bin/sh\nwc -l < \"$PAWL_STATE/items\"\n",
        ]
        return Template(directory: directory, revision: try await commit(files, in: repository))
    }

    package func pipeline(_ stages: [Stage], service: Service = itemService()) -> Pipeline {
        Pipeline(
            name: "items", environment: "staging", path: "pipelines/items.yaml", subject: .service(service),
            values: namedValues, operations: operations, metrics: allMetrics, stages: stages,
            rollback: nil)
    }

    package func plan(
        _ stages: [Stage] = [], service: Service = itemService(), wayBack: RollbackPlan? = nil,
        noise: RecordedNoise? = nil, openings: SandboxOpenings = .none
    ) -> Plan {
        Plan(
            pipeline: pipeline(stages, service: service),
            map: SourceMap(file: "pipelines/items.yaml", lines: [], places: [:]),
            source: Decision.PipelineSource(
                name: "items", path: "pipelines/items.yaml", blob: candidate.tree, sha256: ""),
            environment: "staging", baseline: baseline, candidate: candidate,
            wayBack: wayBack, noise: noise, seed: 42, openings: openings, notes: [])
    }

    /// What somebody starts Pawl with.
    package var caller: CallerEnvironment { itemCaller(traces, passing) }
}

private func itemCaller(_ traces: Traces, _ passing: [String: String]) -> CallerEnvironment {
    let own = ["PATH": "/usr/bin:/bin", "TRACES": traces.path, "SECRET": "swordfish"]
    return CallerEnvironment(own.merging(passing) { $1 })
}

package func stage(
    _ kind: Stage.Kind, _ rules: [Rule] = [], operations: [String] = ["read-item", "add-item"],
    within: Duration? = nil
) -> Stage {
    Stage(kind: kind, rules: rules, operations: operations, within: within, position: somewhere)
}

/// Where the repository lies.
private func repositoryPath(in directory: TemporaryDirectory) -> String { directory.path + "/repository" }

private func commit(_ files: [String: String], in directory: String) async throws -> Revision {
    for (name, text) in files { try durableWrite(Array(text.utf8), to: "\(directory)/\(name)") }
    let printed = try await git(
        """
        add -A && git update-index --chmod=+x migrate count && git commit -q --allow-empty -m 'items' \
        && git rev-parse HEAD 'HEAD^{tree}'
        """, in: directory)
    let ids = printed.split(separator: "\n").compactMap { ObjectID(hex: String($0)) }
    guard ids.count == 2 else { throw GitFailed(output: printed) }
    return Revision(commit: ids[0], tree: ids[1], summary: "items")
}

/// Runs `git` through a shell and returns what it printed.
@discardableResult
private func git(_ line: String, in directory: String) async throws -> String {
    let environment = [
        "PATH": "/usr/bin:/bin", "HOME": directory, "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org",
        "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org",
    ]
    let result = try await run(Command(.shell("git " + line), directory: directory, environment: environment))
    guard result.end == .exited(0) else {
        throw GitFailed(output: result.output.text + result.errorOutput.text)
    }
    return result.output.text
}

private struct GitFailed: Error {
    let output: String
}
