import Glibc

/// How fast one core runs now, and who decides that.
package struct CoreClock: Hashable, Sendable {
    /// `performance`, `powersave`, `schedutil`
    package let governor: String
    package let kilohertz: Int
    /// The most that the hardware offers, turbo included.
    package let maximumKilohertz: Int

    package init(governor: String, kilohertz: Int, maximumKilohertz: Int) {
        self.governor = governor
        self.kilohertz = kilohertz
        self.maximumKilohertz = maximumKilohertz
    }

    /// From the texts of `scaling_governor`, `scaling_cur_freq` and `cpuinfo_max_freq`; nil where one says no number.
    package init?(governor: String, current: String, maximum: String) {
        guard let kilohertz = Int(current.lineText), let most = Int(maximum.lineText), most > 0 else {
            return nil
        }
        self.init(governor: governor.lineText, kilohertz: kilohertz, maximumKilohertz: most)
    }

    /// In the order of the cores' numbers; a core without a scaled clock, or one that is off line, is left out.
    static func ofAllCores() -> [CoreClock] {
        let root = "/sys/devices/system/cpu"
        do throws(FileError) {
            let names = try Descriptor(opening: root, O_RDONLY | O_DIRECTORY).entries(path: root).map(text)
            let cores = names.compactMap { $0.hasPrefix("cpu") ? Int($0.dropFirst(3)) : nil }
            return cores.sorted().compactMap { of(folder: "\(root)/cpu\($0)/cpufreq") }
        } catch {
            return []
        }
    }

    private static func of(folder: String) -> CoreClock? {
        do throws(ProcessError) {
            guard let governor = try procText(folder + "/scaling_governor"),
                let current = try procText(folder + "/scaling_cur_freq"),
                let maximum = try procText(folder + "/cpuinfo_max_freq")
            else { return nil }
            return CoreClock(governor: governor, current: current, maximum: maximum)
        } catch {
            // A core that is switched off has the files and cannot be asked.
            return nil
        }
    }
}

extension String {
    /// Without the blanks and line feeds at its ends.
    fileprivate var lineText: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
