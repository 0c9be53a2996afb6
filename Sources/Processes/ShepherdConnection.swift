import CPlatform
import Glibc
import Synchronization

/// The gate's ends of the pipes that connect it with one shepherd and its job.
struct ShepherdConnection: ~Copyable {
    let shepherd: pid_t
    /// Whether the shepherd is the first process of namespaces of its own, so that all in them end with it.
    let isFirst: Bool
    let status: Descriptor
    let output: Descriptor
    let errorOutput: Descriptor
    /// Until everything is written, or the job does not want it.
    var input: Descriptor?

    /// Spawns the shepherd; its ends of the pipes are closed here when this returns.
    ///
    /// - Parameters:
    ///   - temporary: The job's own directory for temporary files, where it is confined.
    ///   - groups: Directories of its control groups, which exist.
    static func open(
        _ path: String, for command: Command, control: ControlSocket, temporary: String?, groups: [String]
    ) throws(ProcessError) -> ShepherdConnection {
        let input = try DescriptorPair.pipe()
        let output = try DescriptorPair.pipe()
        let errorOutput = try DescriptorPair.pipe()
        let status = try DescriptorPair.pipe()
        let specification = try specification(of: command, temporary, groups)
        // In the order of the numbers that the shepherd knows them by.
        var descriptors = [input.first.number, output.second.number, errorOutput.second.number]
        let started = try control.handOver { control throws(ProcessError) in
            descriptors += [control, status.second.number]
            if command.keepsRunning { descriptors += [output.first.number, errorOutput.first.number] }
            if let number = specification.number { descriptors.append(number) }
            let handedOver = descriptors
            return try startNoted { () throws(ProcessError) in try spawn(path, command, handedOver) }
        }
        return ShepherdConnection(
            shepherd: started.shepherd,
            isFirst: started.isFirst,
            status: status.first,
            output: output.first,
            errorOutput: errorOutput.first,
            input: input.second
        )
    }

    private static func specification(
        of command: Command, _ temporary: String?, _ groups: [String]
    ) throws(ProcessError) -> Descriptor? {
        guard let sandbox = command.sandbox, let temporary else { return nil }
        return try Descriptor.inMemory(sandbox.specification(temporary: temporary, groups: groups))
    }

    private static func spawn(
        _ path: String, _ command: Command, _ descriptors: [Int32]
    ) throws(ProcessError) -> (shepherd: pid_t, isFirst: Bool) {
        let mode = command.sandbox != nil ? "confined" : command.keepsRunning ? "keep" : "clean"
        let timeout = command.timeout.map { max(1, $0.wholeMilliseconds) } ?? 0
        let processor = String(command.processor ?? -1)
        let words = CStringArray(
            [path, mode, String(timeout), processor, command.directory] + command.arguments)
        let environment = CStringArray(command.environment.map { "\($0.key)=\($0.value)" })
        if case .strong = command.sandbox?.isolation,
            !TracedShepherds.isActive.load(ordering: .sequentiallyConsistent)
        {
            let first = pawl_start_first(
                path, words.pointers, environment.pointers, descriptors, Int32(descriptors.count))
            // Whoever may not do that can still do it in a user namespace: the shepherd does, or says why not.
            if first > 0 { return (first, true) }
        }
        return (try spawn(path, words, environment, descriptors), false)
    }

    private static func spawn(
        _ path: String, _ words: borrowing CStringArray, _ environment: borrowing CStringArray,
        _ descriptors: [Int32]
    ) throws(ProcessError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var pid: pid_t = 0
        let failure = posix_spawn(&pid, path, &actions, nil, words.pointers, environment.pointers)
        guard failure == 0 else { throw .systemCall("posix_spawn", code: failure) }
        return pid
    }

    /// Returns when the shepherd has ended, which it does once the control socket is closed.
    ///
    /// - Parameter wasLost: It did not say how its job ended, so something of that may still live.
    func waitForShepherd(wasLost: Bool) {
        var status: Int32 = 0
        while waitpid(shepherd, &status, 0) < 0 && errno == EINTR {}
        forgetShepherd(shepherd, wasLost: wasLost)
    }
}

/// Strings as `execve` wants them: zero-terminated, and a null pointer after the last.
private struct CStringArray: ~Copyable {
    let pointers: [UnsafeMutablePointer<CChar>?]

    init(_ strings: [String]) {
        pointers = strings.map { strdup($0) } + [nil]
    }

    deinit {
        for pointer in pointers { free(pointer) }
    }
}
