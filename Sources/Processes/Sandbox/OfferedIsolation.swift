import CPlatform
import Glibc

/// The best form that works on this machine, tried by running a command in it.
///
/// - Parameter allowed: At most this; what a weaker machine would offer is seen so.
package func offeredIsolation(
    atMost allowed: Isolation = .strong(landlock: .max)
) async throws(ProcessError) -> Isolation {
    for form in forms(atMost: allowed, landlock: Int(max(0, pawl_landlock_version()))) {
        if try await works(form) { return form }
    }
    return .none
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

private func works(_ form: Isolation) async throws(ProcessError) -> Bool {
    let sandbox = Sandbox(form, readable: machinePaths(path: "/usr/bin:/bin", home: nil))
    do throws(ProcessError) {
        let command = Command(
            .shell("exit 0"), directory: "/", environment: [:], timeout: .seconds(10), sandbox: sandbox)
        return try await run(command).end == .exited(0)
    } catch {
        if case .notConfined = error { return false }
        throw error
    }
}
