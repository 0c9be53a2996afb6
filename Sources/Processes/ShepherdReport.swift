import JSON

/// A line that a shepherd writes to its status pipe.
enum ShepherdReport: Decodable {
    enum Step: String, Decodable {
        case processor, directory, exec
        case group = "control group"
        case specification, namespaces, mounts, limits, landlock, capabilities, seccomp
    }

    enum End: Decodable {
        case exited(status: Int32)
        case signalled(signal: Int32)
        case timedOut
        case cancelled
    }

    /// The last line.
    struct Ending: Decodable {
        let end: End
        let wallMicroseconds: Int64
        let cpuMicroseconds: Int64
        let peakKibibytes: Int
        let leftRunning: [Int32]
    }

    /// The first line, where the shepherd had to make namespaces itself: the number of their first process, which does its
    /// work.
    case inside(pid: Int32)
    /// The job, by its number in its own namespace.
    case started(pid: Int32)
    /// The last line, where there was no start; `error` is an errno.
    case failed(step: Step, error: Int32)
    case ended(report: Ending)

    init(line: ArraySlice<UInt8>) throws(ProcessError) {
        do {
            self = try JCS.read(ShepherdReport.self, from: try JSONParser.parse(Array(line)))
        } catch {
            throw .shepherdNotUnderstood(line: String(decoding: line, as: UTF8.self))
        }
    }
}
