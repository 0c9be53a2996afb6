import DecisionLog
package import GateModel
import Glibc
import Judging
import Processes

extension Settings {
    /// This run: who, on what machine, now.
    package func context(version: String) -> Decision.Context {
        let now = Glibc.time(nil)
        return Decision.Context(
            actor: actor, host: Decision.Host.here(), pawl: version, judging: judgingVersion,
            time: Int64(now), run: "\(now)-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))")
    }

    /// What a CI system says of its run; else the account and the machine: `anna@build-3`.
    private var actor: String {
        if let repository = variable("GITHUB_REPOSITORY"), let run = variable("GITHUB_RUN_ID") {
            return "github \(repository) run \(run)"
        }
        for (system, name) in Self.runURLs {
            if let url = variable(name) { return "\(system) \(url)" }
        }
        let account = variable("USER") ?? variable("LOGNAME") ?? "uid \(getuid())"
        return "\(account)@\(hostName)"
    }

    /// By which variables other systems name the page of a run.
    private static let runURLs = [
        ("gitlab", "CI_JOB_URL"), ("jenkins", "BUILD_URL"), ("circleci", "CIRCLE_BUILD_URL"),
        ("buildkite", "BUILDKITE_BUILD_URL"), ("drone", "DRONE_BUILD_LINK"),
        ("woodpecker", "CI_PIPELINE_URL"),
    ]

    private var hostName: String {
        var name = utsname()
        uname(&name)
        return withUnsafeBytes(of: name.nodename) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

extension Decision.Host {
    static func here() -> Decision.Host {
        var name = utsname()
        uname(&name)
        let kernel = withUnsafeBytes(of: name.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        var loads = [0.0]
        let known = getloadavg(&loads, 1) == 1
        return Decision.Host(
            cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), kernel: kernel,
            loadThousandths: known ? Int(loads[0] * 1000) : -1, hostClass: hostClass)
    }

    /// Nil where `/proc` does not say: what is measured here is then comparable with nothing.
    private static var hostClass: HostClass? {
        do throws(ProcessError) {
            return HostClass(describing: try HostHardware.here().description)
        } catch {
            return nil
        }
    }
}
