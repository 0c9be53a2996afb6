import DecisionLog
import GateModel
import Glibc
import Judging
import Processes

extension Decision.Context {
    /// This run: who, on what machine, now.
    static func here() -> Decision.Context {
        let now = Glibc.time(nil)
        return Decision.Context(
            actor: actor, host: Decision.Host.here(), pawl: Pawl.versionNumber, judging: judgingVersion,
            time: Int64(now), run: "\(now)-\(String(UInt32.random(in: 0...UInt32.max), radix: 36))")
    }

    /// What a CI system says of its run, or the name of the account.
    private static var actor: String {
        if let repository = Variables["GITHUB_REPOSITORY"], let run = Variables["GITHUB_RUN_ID"] {
            return "github \(repository) run \(run)"
        }
        if let url = Variables["CI_JOB_URL"] { return "gitlab \(url)" }
        if let url = Variables["BUILD_URL"] { return "jenkins \(url)" }
        return Variables["USER"] ?? Variables["LOGNAME"] ?? "uid \(getuid())"
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
