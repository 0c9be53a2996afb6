import JSON
import Testing

@Suite struct HexadecimalTests {
    @Test func everyByteHasTwoDigitsAndReadsBack() {
        let all = Array(UInt8.min...UInt8.max)
        #expect(hexadecimal([0x00, 0x0f, 0xa5, 0xff]) == "000fa5ff")
        #expect(hexadecimal(all).utf8.count == 512)
        #expect(bytes(hexadecimal: hexadecimal(all)) == all)
        #expect(bytes(hexadecimal: "") == [])
    }

    @Test("other text is none", arguments: ["0", "0F", "0g", "00f", " 0", "0x", "é"])
    func others(text: String) {
        #expect(bytes(hexadecimal: text) == nil)
    }
}
