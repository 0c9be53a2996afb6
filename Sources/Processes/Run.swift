/// Runs a command to its end.
///
/// When this returns, no process of the command's tree is alive, daemons included, unless the command
/// ``Command/keepsRunning`` or could not be killed (``CommandResult/leftRunning`` names them). Cancelling the task
/// kills the tree and returns what there is, with ``CommandEnd/cancelled``.
///
/// - Throws: when the command could not be started, or its shepherd was killed. Its own failure is in the result.
package func run(_ command: Command) async throws(ProcessError) -> CommandResult {
    guard !Task.isCancelled else { return .neverStarted }
    let job = try ShepherdedJob.start(command)
    let result = await withTaskCancellationHandler {
        await job.result.value()
    } onCancel: {
        job.control.cancel()
    }
    return try result.get()
}
