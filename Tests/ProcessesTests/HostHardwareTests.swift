import Processes
import Testing

@Suite struct HostHardwareTests {
    private static let cpuinfo = """
        processor\t: 0
        vendor_id\t: AuthenticAMD
        model\t\t: 17
        model name\t: AMD EPYC 7763 64-Core  Processor
        flags\t\t: fpu vme hypervisor lahf_lm

        processor\t: 1
        model name\t: another

        """

    @Test func theFirstCoreNamesTheProcessor() {
        #expect(
            HostHardware.processor(cpuinfo: HostHardwareTests.cpuinfo) == "AMD EPYC 7763 64-Core Processor")
        #expect(HostHardware.isVirtual(cpuinfo: HostHardwareTests.cpuinfo))
        #expect(!HostHardware.isVirtual(cpuinfo: "flags\t: fpu hypervisors\n"))
    }

    @Test func anARMProcessorIsNamedByItsNumbers() {
        let text = "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n"
        #expect(HostHardware.processor(cpuinfo: text) == "implementer 0x41 part 0xd0c")
        #expect(HostHardware.processor(cpuinfo: "processor : 0\n") == "unknown")
    }

    @Test func memoryIsInBytes() {
        #expect(
            HostHardware.memoryBytes(meminfo: "MemTotal:       24684084 kB\nMemFree: 1 kB\n")
                == 24_684_084 * 1024)
        #expect(HostHardware.memoryBytes(meminfo: "MemFree: 1 kB\n") == nil)
    }

    @Test(
        "a container's quota is a number of cores",
        arguments: [
            ("200000 100000\n", 2.0), ("50000 100000\n", 0.5), ("max 100000\n", nil), ("", nil),
            ("0 100000", nil),
        ])
    func quota(text: String, cores: Double?) {
        #expect(HostHardware.coreQuota(cpuMax: text) == cores)
    }

    @Test(
        "the memory is what was built in, whatever a kernel keeps of it",
        arguments: [
            (24_684_084 * 1024, "24 GiB"), (32_780_000 * 1024, "32 GiB"), (32_600_000 * 1024, "32 GiB"),
            (8_040_000 * 1024, "8 GiB"), (7_600_000 * 1024, "7.5 GiB"), (1_000_000 * 1024, "1 GiB"),
            (500_000 * 1024, "512 MiB"),
        ])
    func memory(bytes: Int, text: String) {
        #expect(hardware(memoryBytes: bytes).description == "x86_64 2×\"AMD EPYC\" \(text)")
    }

    @Test func aLimitAndAHypervisorAreSaid() {
        #expect(
            hardware(coreLimit: 1.5, isVirtual: true).description
                == "x86_64 2×\"AMD EPYC\" 4 GiB, limited to 1.5 cores, virtual")
    }

    @Test func thisHostIsTheSameTwice() throws {
        let here = try HostHardware.here()
        #expect(try HostHardware.here() == here)
        #expect(here.cores >= 1)
        #expect(here.memoryBytes > 64 << 20)
    }

    private func hardware(
        memoryBytes: Int = 4 << 30, coreLimit: Double? = nil, isVirtual: Bool = false
    ) -> HostHardware {
        HostHardware(
            architecture: "x86_64", processor: "AMD EPYC", cores: 2, coreLimit: coreLimit,
            memoryBytes: memoryBytes, isVirtual: isVirtual)
    }
}
