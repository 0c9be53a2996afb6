import Dispatch
import GateModel
import Git
import Glibc
import Synchronization

extension EntryReader {
    /// Fewer entries than this for each processor are read by one alone, since opening a repository takes as long as some.
    private static let leastPart = 32

    /// Reads commits by themselves, on all processors; in the order of the commits.
    func read(
        _ commits: ArraySlice<LogWalk.Step>, in repository: borrowing Repository
    ) -> [Result<Unplaced, any Error>] {
        let count = min(Self.processors, commits.count / Self.leastPart)
        guard count > 1 else {
            return commits.map { step in Result { try read(step.commit, step.bytes, in: repository) } }
        }
        let directory = repository.gitDirectory
        let parts = Mutex<[[Result<Unplaced, any Error>]]>(Array(repeating: [], count: count))
        DispatchQueue.concurrentPerform(iterations: count) { part in
            let (start, end) = (commits.count * part / count, commits.count * (part + 1) / count)
            let read = self.read(commits.dropFirst(start).prefix(end - start), inRepository: directory)
            parts.withLock { $0[part] = read }
        }
        return parts.withLock { $0.flatMap { $0 } }
    }

    /// An open repository is not for sharing.
    private func read(
        _ commits: ArraySlice<LogWalk.Step>, inRepository directory: String
    ) -> [Result<Unplaced, any Error>] {
        do throws(GitError) {
            let repository = try Repository(discoverFrom: directory)
            return commits.map { step in Result { try read(step.commit, step.bytes, in: repository) } }
        } catch {
            return commits.map { _ in .failure(error) }
        }
    }

    private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
