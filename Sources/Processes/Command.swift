/// One command to run: the line, and everything else that it gets to see.
package struct Command: Sendable, Hashable {
    package enum Line: Sendable, Hashable {
        /// Goes through `/bin/sh -c`.
        case shell(String)
        /// A program and its arguments. A program without a slash is looked up on the `PATH` of `environment`.
        case direct([String])
    }

    package var line: Line
    package var directory: String
    /// The complete environment; nothing is inherited.
    package var environment: [String: String]
    package var standardInput: [UInt8]
    /// Counts from the start; past it the whole process tree is killed.
    package var timeout: Duration?
    /// Whether processes that the command leaves behind live on after it has ended.
    ///
    /// A timeout or a cancel kills them all the same. Where this process dies, the command is killed, and they live on: who
    /// has a session of its own, and who was orphaned before. They may keep the command's output streams: what they write
    /// later is read and dropped, so that they do not die of a closed pipe.
    package var keepsRunning: Bool
    /// The one processor that the command may run on, by number; nil: any. What it starts inherits that.
    package var processor: Int32?
    /// How it is confined; nil: not at all.
    package var sandbox: Sandbox?
    /// How many bytes of each stream are kept from its beginning, and as many again from its end.
    package var outputLimit: Int
    /// Secret values, each replaced by `***` wherever it appears in the captured output.
    package var masks: [String]

    package init(
        _ line: Line,
        directory: String,
        environment: [String: String],
        standardInput: [UInt8] = [],
        timeout: Duration? = nil,
        keepsRunning: Bool = false,
        processor: Int32? = nil,
        sandbox: Sandbox? = nil,
        outputLimit: Int = 64 * 1024,
        masks: [String] = []
    ) {
        self.line = line
        self.directory = directory
        self.environment = environment
        self.standardInput = standardInput
        self.timeout = timeout
        self.keepsRunning = keepsRunning
        self.processor = processor
        self.sandbox = sandbox
        self.outputLimit = outputLimit
        self.masks = masks
    }

    /// The program and its arguments, as they are executed.
    var arguments: [String] {
        switch line {
        case .shell(let text): ["/bin/sh", "-c", text]
        case .direct(let words): words
        }
    }

    /// Refuses what the kernel cannot be told.
    func check() throws(ProcessError) {
        guard let program = arguments.first, !program.isEmpty else { throw .emptyCommand }
        let environmentWords = environment.flatMap { [$0.key, $0.value] }
        guard !(arguments + environmentWords + [directory]).contains(where: { $0.utf8.contains(0) }) else {
            throw .zeroByte(program: program)
        }
    }
}
