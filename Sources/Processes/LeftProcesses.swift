import Glibc

/// Kills what an owner that is dead has left running, and returns their numbers.
///
/// Certainly its own are the processes of this user that were started with ``ProcessOwner/variable``, and that variable names
/// a dead owner. Whose shepherd is just about to end them are given a moment to go by themselves.
package func killLeftProcesses() -> [Int32] {
    guard !leftProcesses().isEmpty else { return [] }
    for _ in 0..<graceRounds where !leftProcesses().isEmpty { usleep(100_000) }
    var killed: Set<Int32> = []
    for _ in 0..<killRounds {
        let left = leftProcesses()
        if left.isEmpty { break }
        for process in left where kill(process, SIGKILL) == 0 { killed.insert(process) }
        usleep(10_000)
    }
    return killed.sorted()
}

private let graceRounds = 20
private let killRounds = 50

private func leftProcesses() -> [Int32] {
    let spared = ancestors()
    return names(in: "/proc").compactMap(Int32.init).filter { process in
        guard !spared.contains(process), let owner = owner(of: process) else { return false }
        return owner.isDead && isAlive(process)
    }
}

/// The owner that a process of this user was started for; nil where there is none, or its environment cannot be read.
private func owner(of process: Int32) -> ProcessOwner? {
    var status = stat()
    guard stat("/proc/\(process)", &status) == 0, status.st_uid == geteuid() else { return nil }
    let mark = ProcessOwner.variable + "="
    let environment = fileText("/proc/\(process)/environ").split(separator: "\0")
    return environment.first { $0.hasPrefix(mark) }.flatMap { ProcessOwner($0.dropFirst(mark.count)) }
}

/// Not one that only waits to be buried: its environment is empty by then, but may be read just before.
private func isAlive(_ process: Int32) -> Bool {
    guard let line = firstLine("/proc/\(process)/stat"), let end = line.lastIndex(of: ")") else {
        return false
    }
    return !line[end...].hasPrefix(") Z") && !line[end...].hasPrefix(") X")
}

/// This process and those that started it, as far as they can be seen.
private func ancestors() -> Set<Int32> {
    var found: Set<Int32> = []
    var process = getpid()
    while process > 0, found.insert(process).inserted {
        let parent = lines("/proc/\(process)/status").first { $0.hasPrefix("PPid:") }
        process = parent.flatMap { Int32($0.dropFirst("PPid:\t".count)) } ?? 0
    }
    return found
}
