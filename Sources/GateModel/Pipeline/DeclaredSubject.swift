/// What a pipeline judges, as its file declares it.
package enum DeclaredSubject: Hashable, Sendable {
    /// A process of each revision that answers HTTP.
    case service(Service)
    /// A command of each revision, run once an operation.
    case tool(Tool)
    /// Something that runs already: there is one side of it, and nothing is built or started.
    case external(External)

    package var build: DeclaredCommand? {
        switch self {
        case .service(let service): service.build
        case .tool(let tool): tool.build
        case .external: nil
        }
    }

    /// The state that revisions work on; only a service has one.
    package var data: Service.DataSet? {
        switch self {
        case .service(let service): service.data
        case .tool, .external: nil
        }
    }

    /// Names of the caller's variables that pass to the subject's commands.
    package var environment: [String] {
        switch self {
        case .service(let service): service.environment
        case .tool(let tool): tool.environment
        case .external: []
        }
    }

    /// The same, with values that are masked wherever Pawl prints or records.
    package var secrets: [String] {
        switch self {
        case .service(let service): service.secrets
        case .tool(let tool): tool.secrets
        case .external: []
        }
    }

    package var isExternal: Bool { if case .external = self { true } else { false } }

    /// How many blocks one pair of processes answers; a command is a fresh process each time anyway.
    package var restart: Service.Restart {
        switch self {
        case .service(let service): service.restart
        case .tool, .external: .every(blocks: 1)
        }
    }
}
