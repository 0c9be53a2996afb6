import Glibc

extension ShepherdConnection {
    /// Feeds the job and collects its output until the shepherd reports the end.
    ///
    /// `onStart` gets the job and the process below which its tree is, by the numbers that they have here.
    ///
    /// What the job's pipes hold at that moment is still read, and not what a process left behind may yet add.
    ///
    /// - Throws: when the program could not be executed, or the shepherd ends without a last line.
    mutating func follow(
        _ command: Command,
        output captured: OutputCapture,
        errorOutput errorCaptured: OutputCapture,
        stopBy: () -> ContinuousClock.Instant?,
        onStart: (_ processID: Int32, _ root: Int32) -> Void
    ) throws(ProcessError) -> ShepherdReport.Ending {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var unwritten = command.standardInput[...]
        var statusLine: [UInt8] = []
        var watch = ShepherdWatch(shepherd, timeout: command.timeout)
        if isFirst { watch.inside = shepherd }
        let interval = Int32(ShepherdWatch.interval.wholeMilliseconds)
        var polled = [status.number, output.number, errorOutput.number].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        polled.append(pollfd(fd: prepareInput(for: unwritten), events: Int16(POLLOUT), revents: 0))

        while true {
            let events = poll(&polled, nfds_t(polled.count), interval)
            if watch.isLost(stopBy: stopBy()) {
                watch.killTree()
                throw .shepherdLost(program: command.arguments[0])
            }
            guard events > 0 else { continue }
            for (index, capture) in [(1, captured), (2, errorCaptured)] where polled[index].revents != 0 {
                if pass(polled[index].fd, to: capture, &buffer) == 0 { polled[index].fd = -1 }
            }
            if polled[3].revents != 0 { polled[3].fd = write(&unwritten) }
            guard polled[0].revents != 0 else { continue }
            let count = read(status.number, &buffer, buffer.count)
            guard count > 0 else {
                watch.killTree()
                throw .shepherdLost(program: command.arguments[0])
            }
            statusLine += buffer[..<count]
            while let newline = statusLine.firstIndex(of: UInt8(ascii: "\n")) {
                let report = try ShepherdReport(line: statusLine[..<newline])
                statusLine.removeFirst(newline + 1)
                switch report {
                case .inside(let processID):
                    watch.inside = processID
                case .started(let processID):
                    // In a namespace of its own the job's number is not the one by which it is known here.
                    let known = watch.inside.map { processTree(of: $0).first ?? $0 }
                    onStart(known ?? processID, watch.inside ?? shepherd)
                case .failed(let step, let code):
                    throw startFailure(command, step, code)
                case .ended(let ending):
                    drain(output.number, to: captured, &buffer)
                    drain(errorOutput.number, to: errorCaptured, &buffer)
                    return ending
                }
            }
        }
    }

    private func startFailure(_ command: Command, _ step: ShepherdReport.Step, _ code: Int32) -> ProcessError
    {
        let program = command.arguments[0]
        return switch step {
        case .processor: .systemCall("sched_setaffinity", code: code)
        case .exec: .notStarted(program: program, code: code)
        case .specification, .group, .namespaces, .mounts, .limits, .landlock, .capabilities, .seccomp:
            .notConfined(program: program, step: step.rawValue, code: code)
        case .directory: .directoryNotEntered(program: program, directory: command.directory, code: code)
        }
    }

    /// The descriptor to write to, or -1 where there is nothing to write.
    private mutating func prepareInput(for bytes: ArraySlice<UInt8>) -> Int32 {
        guard !bytes.isEmpty, let number = input.number, fcntl(number, F_SETFL, O_NONBLOCK) == 0 else {
            input = nil
            return -1
        }
        return number
    }

    /// Writes what the pipe takes; returns -1 when all is written or nobody reads, and the input is closed.
    private mutating func write(_ unwritten: inout ArraySlice<UInt8>) -> Int32 {
        guard let number = input.number else { return -1 }
        let count = unwritten.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
        let isBusy = count < 0 && (errno == EAGAIN || errno == EINTR)
        if count > 0 { unwritten.removeFirst(count) }
        if unwritten.isEmpty || (count < 0 && !isBusy) {
            input = nil
            return -1
        }
        return number
    }

    /// Moves one bufferful; returns 0 at the end of the stream.
    private func pass(_ stream: Int32, to capture: OutputCapture, _ buffer: inout [UInt8]) -> Int {
        let count = read(stream, &buffer, buffer.count)
        if count > 0 { capture.append(buffer[..<count]) }
        return count < 0 && errno == EINTR ? 1 : max(0, count)
    }

    private func drain(_ stream: Int32, to capture: OutputCapture, _ buffer: inout [UInt8]) {
        var waiting: Int32 = 0
        _ = ioctl(stream, UInt(FIONREAD), &waiting)
        while waiting > 0 {
            let count = read(stream, &buffer, min(Int(waiting), buffer.count))
            guard count > 0 else { break }
            capture.append(buffer[..<count])
            waiting -= Int32(count)
        }
        capture.finish()
    }
}
