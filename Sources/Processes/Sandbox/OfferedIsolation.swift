import CPlatform
import Glibc

/// The best form that works on this machine, tried by running a command in it.
///
/// - Parameter allowed: At most this; what a weaker machine would offer is seen so.
package func offeredIsolation(
    atMost allowed: Isolation = .strong(landlock: .max)
) async throws(ProcessError) -> Isolation {
    for form in forms(atMost: allowed, landlock: Int(max(0, pawl_landlock_version()))) {
        if try await obstacle(to: form) == nil { return form }
    }
    return .none
}

/// Why this machine offers no better form: for each that was tried, the step that was refused; none where the best works.
///
/// `strong: namespaces: operation not permitted`
package func isolationObstacles(
    atMost allowed: Isolation = .strong(landlock: .max)
) async throws(ProcessError) -> [String] {
    var found: [String] = []
    for form in forms(atMost: allowed, landlock: Int(max(0, pawl_landlock_version()))) {
        guard let obstacle = try await obstacle(to: form) else { break }
        let word = if case .strong = form { "strong" } else { "weak" }
        found.append("\(word): \(obstacle)")
    }
    return found
}

/// From the best to the least.
private func forms(atMost allowed: Isolation, landlock version: Int) -> [Isolation] {
    switch allowed {
    case .strong(let landlock):
        let landlock = min(version, landlock)
        return [.strong(landlock: landlock)] + (landlock > 0 ? [.weak(landlock: landlock)] : [])
    case .weak(let landlock):
        return min(version, landlock) > 0 ? [.weak(landlock: min(version, landlock))] : []
    case .none: return []
    }
}

/// The step that was refused, and how; nil where the form works.
private func obstacle(to form: Isolation) async throws(ProcessError) -> String? {
    let sandbox = Sandbox(form, readable: machinePaths(path: "/usr/bin:/bin", home: nil))
    do throws(ProcessError) {
        let command = Command(
            .shell("exit 0"), directory: "/", environment: [:], timeout: .seconds(10), sandbox: sandbox)
        let end = try await run(command).end
        return end == .exited(0) ? nil : "a command in it ended with \(end)"
    } catch {
        if case .notConfined(_, let step, let code) = error { return "\(step): \(systemMessage(code))" }
        throw error
    }
}
