package import GateModel
import Judging
import Processes

/// Looks at this machine: what it is, what else runs on it, and how much the same work differs from itself.
package struct HostCheckup {
    /// More of the cores' time than this is somebody else's.
    private static let mostStolen = 0.01
    /// More runnable tasks a core than this get in each other's way.
    private static let mostLoad = 0.5

    private let say: @Sendable (String) -> Void

    /// - Parameter say: Hears how far the measuring has come.
    package init(say: @escaping @Sendable (String) -> Void) { self.say = say }

    package func check(_ checkup: inout Checkup) {
        do throws(ProcessError) {
            let hardware = try HostHardware.here()
            checkup.add(
                "host", hardware.cores > 1 ? .good : .weak, "\(hardware)",
                hint: hardware.cores > 1 ? nil : "with a second core Pawl and the service need not share one")
            let before = try HostReading.now()
            checkLoad(before.load, cores: hardware.cores, &checkup)
            checkClock(before.clocks, &checkup)
            checkNoise(try exercise(), &checkup)
            checkSteal(try HostReading.now().use(since: before), &checkup)
        } catch {
            checkup.add("host", .weak, error: "\(error)")
        }
    }

    private func checkLoad(_ load: LoadAverage, cores: Int, _ checkup: inout Checkup) {
        let text =
            "\(load.overOneMinute) over one minute, \(load.overFiveMinutes) over five, on \(cores) cores"
        let isHigh = load.overOneMinute > HostCheckup.mostLoad * Double(cores)
        checkup.add(
            "load", isHigh ? .weak : .good, text,
            hint: isHigh ? "something else runs here; gate when it has ended, or on another host" : nil)
    }

    private func checkClock(_ clocks: [CoreClock], _ checkup: inout Checkup) {
        guard !clocks.isEmpty else {
            checkup.add("clock", .good, "not scaled by this system")
            return
        }
        let governors = Set(clocks.map(\.governor)).sorted().joined(separator: ", ")
        let steady = clocks.allSatisfy { $0.governor == "performance" }
        checkup.add(
            "clock", steady ? .good : .weak, "governor \(governors)",
            hint: steady ? nil : "'performance' keeps the frequency up: cpupower frequency-set -g performance"
        )
    }

    /// Says how far it has come, a quarter at a time.
    private func exercise() throws(ProcessError) -> HostExercise {
        let quarter = HostExercise.blocks / 4
        say("host: measuring its noise, for three seconds at most")
        return try HostExercise(progress: { [say] done in
            guard done.isMultiple(of: quarter) else { return }
            say("host: \(done) of \(HostExercise.blocks) blocks of work done")
        })
    }

    private func checkNoise(_ exercise: HostExercise, _ checkup: inout Checkup) {
        let samples = Samples(
            metric: Metric.BuiltIn.responseTime.rawValue, operation: "host",
            blocks: exercise.times.map { times in
                Block(
                    baseline: times.first.map(Observed.init(measured:)),
                    candidate: times.second.map(Observed.init(measured:)))
            })
        guard let assessment = noise(of: samples) else { return }
        checkup.noise = assessment
        checkup.add("noise", assessment)
    }

    private func checkSteal(_ use: HostUse?, _ checkup: inout Checkup) {
        guard let use else {
            checkup.add("steal", .weak, "the kernel counted no time meanwhile")
            return
        }
        let isHigh = use.stolenShare > HostCheckup.mostStolen
        checkup.add(
            "steal", isHigh ? .weak : .good,
            "the hypervisor took \(percentText(use.stolenShare)) of the cores' time meanwhile",
            hint: isHigh ? "other machines share these cores; take a host with cores of its own" : nil)
    }
}
