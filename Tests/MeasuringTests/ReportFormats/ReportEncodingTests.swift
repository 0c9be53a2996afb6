import FoundationEssentials
import GateModel
import Measuring
import Testing

@Suite("Packed and converted reports")
struct ReportEncodingTests {
    /// pyperf's report of 'm' with 0.25 and 0.5 s, made by Python's gzip.
    private static let packed =
        "H4sIAAAAAAACA6tWSkrNS87ITSzKLlayUoiuVspNLUlMSSxJBPKqlfISc1OBDKVcpVodBaWi0jyoorLEnNJUMNtAz8hUR8FAzzS2FgiBispSi4oz8/NAugz1DJRqAduS/phiAAAA"

    /// One MiB of line feeds.
    private static let packedBlanks =
        "H4sIAAAAAAACA+3BIQEAAADDIL/+gR/iFigAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgM8Ahd/Q5wAAEAA="

    private func bytes(_ base64: String) throws -> [UInt8] {
        [UInt8](try #require(Data(base64Encoded: base64)))
    }

    @Test("gzip is unpacked, of one member or several")
    func gzip() throws {
        let packed = try bytes(Self.packed)
        #expect(try report(packed)["m"]?.samples == [[0.25, 0.5]])
        #expect(try report(packed, as: .pyperf)["m"]?.samples == [[0.25, 0.5]])
        #expect(try report(bytes(Self.packedBlanks) + packed)["m"]?.samples == [[0.25, 0.5]])
    }

    @Test("gzip that is cut off or damaged is refused", arguments: [2, 10, 40, 100])
    func damaged(end: Int) throws {
        let packed = try bytes(Self.packed)
        var damaged = packed
        damaged[end] ^= 0xff
        let refusals = [Array(packed[..<end]), damaged].map { refusal(of: $0) }
        #expect(
            refusals[0]
                == "report: error: it is gzip, and does not unpack\n  hint: the file is cut off or damaged")
        #expect(refusals[1].hasPrefix("report: error: it is gzip, and does not unpack\n"))
    }

    @Test("a small file that unpacks to very much is refused")
    func bomb() throws {
        let blanks = try bytes(Self.packedBlanks)
        let bomb = [[UInt8]](repeating: blanks, count: 257).flatMap { $0 }
        #expect(bomb.count < 300_000)
        #expect(
            refusal(of: bomb) == """
                report: error: it is gzip, and unpacked more than 256 MiB
                  hint: give the summary of it, or fewer samples
                """)
        #expect(refusal(of: blanks).hasPrefix("report: error: the file is empty\n"))
    }

    @Test("byte order marks are taken off, and UTF-16 is converted", arguments: [true, false])
    func marks(isLittle: Bool) throws {
        let text = "BenchmarkÄ-8 \t 10 \t 5 ns/op\r\nPASS\r\n"
        let converted = text.utf16.flatMap { unit in
            isLittle ? [UInt8(unit & 0xff), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xff)]
        }
        #expect(
            try report((isLittle ? [0xff, 0xfe] : [0xfe, 0xff]) + converted)["BenchmarkÄ-8"]?.samples == [
                [5e-9]
            ])
        let json = try ReportSample.bytes("hyperfine.json")
        #expect(try report([0xef, 0xbb, 0xbf] + json) == report(json))
    }

    @Test(
        "other packers are named",
        arguments: [("zip", [0x50, 0x4b, 3, 4]), ("zstd", [0x28, 0xb5, 0x2f, 0xfd])])
    func packers(name: String, start: [UInt8]) {
        #expect(
            refusal(of: start + [1, 2, 3, 0x40]) == """
                report: error: it is packed by \(name), which is not read
                  hint: unpack it first
                """)
    }

    private func refusal(of bytes: [UInt8]) -> String {
        do throws(BenchmarkFormatError) {
            return "read: \(try report(bytes))"
        } catch {
            return error.description
        }
    }
}
