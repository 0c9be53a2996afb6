import Processes
import Testing

@Suite struct FreePortTests {
    @Test("is none that the kernel gives to outgoing connections, and nobody listens there")
    func belowTheOutgoing() throws {
        let range = try #require(contents("/proc/sys/net/ipv4/ip_local_port_range"))
        let first = try #require(range.split(whereSeparator: \.isWhitespace).first.flatMap { UInt16($0) })
        for _ in 0..<100 {
            let port = try freePort()
            #expect(port < first)
            #expect(try listener(onPort: port, among: []) == .nobody)
        }
    }
}
