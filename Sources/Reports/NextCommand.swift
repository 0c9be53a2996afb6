import GateModel

/// A command to go on with, and what it is for.
struct NextCommand: Hashable {
    let command: String
    let purpose: String

    private init(_ command: String, _ purpose: String) {
        self.command = command
        self.purpose = purpose
    }

    /// What suits the state of a pipeline best first.
    static func all(of status: PipelineStatus, _ environment: String) -> [NextCommand] {
        let pipeline = status.pipeline
        if status.lock?.isPawl == true {
            return [
                NextCommand(
                    "pawl status \(shellWord(environment))", "once the run that holds the lock has ended")
            ]
        }
        if let open = status.open.last { return toEnd(open, status, environment) }
        guard status.running != nil else {
            return [
                NextCommand(
                    ShellCommand.adopt("COMMIT", pipeline, environment), "COMMIT is what runs there now")
            ]
        }
        let deploy = status.approved.map { approved in
            [
                NextCommand(
                    ShellCommand.check(approved.candidate.commit.short, pipeline, environment),
                    "in the script that deploys it"),
                NextCommand(
                    ShellCommand.adopt(approved.candidate.commit.short, pipeline, environment),
                    "once it is deployed"),
            ]
        }
        return (deploy ?? []) + [
            NextCommand(ShellCommand.gate(pipeline, "COMMIT", environment), "the next candidate")
        ]
            + (status.wayBack.command(pipeline, environment).map { [NextCommand($0, "to go back")] } ?? [])
    }

    private static func toEnd(
        _ open: OpenWork, _ status: PipelineStatus, _ environment: String
    ) -> [NextCommand] {
        let back = status.wayBack.command(status.pipeline, environment)
        switch open.work {
        case .deploy:
            let stays = ShellCommand.adopt(
                open.entry.candidate.commit.short, status.pipeline, environment)
            return (back.map { [NextCommand($0, "to go back")] } ?? [])
                + [NextCommand(stays, "if it runs there, and stays")]
        case .rollback:
            let other = ShellCommand.adopt("COMMIT", status.pipeline, environment)
            return (back.map { [NextCommand($0, "to go on; its scripts are idempotent")] } ?? [])
                + [NextCommand(other, "if people brought COMMIT back by hand")]
        }
    }
}

extension WayBack {
    /// Nil where a rollback without a target would not go anywhere.
    fileprivate func command(_ pipeline: String, _ environment: String) -> String? {
        let rollback = ShellCommand.rollback(pipeline, environment)
        switch self {
        case .none, .undeclared: return nil
        case .unplannable: return rollback
        case .planned(let plan, _):
            // To where it is already it goes only for a reason.
            return plan.from.commit == plan.to.commit
                ? "\(rollback) --to \(plan.to.commit.short) --reason TEXT" : rollback
        }
    }
}
