import GateModel
import Testing

@Suite("ObjectID")
struct ObjectIDTests {
    private let hex = "89d7a3f0123456789abcdef00fedcba987654321"

    @Test func hexadecimalFormIsReadAndWrittenUnchanged() throws {
        let id = try #require(ObjectID(hex: hex))
        #expect(id.hex == hex)
        #expect(id.description == hex)
        #expect(id.short == "89d7a3f")
        #expect(id.bytes.count == 20)
        #expect(id.bytes.first == 0x89)
        #expect(id.bytes.last == 0x21)
        #expect(ObjectID(bytes: id.bytes) == id)
    }

    @Test(
        "anything but 40 lower-case digits is refused",
        arguments: [
            "",
            "89d7a3f",
            "89d7a3f0123456789abcdef00fedcba98765432",
            "89d7a3f0123456789abcdef00fedcba9876543210",
            "89D7A3F0123456789ABCDEF00FEDCBA987654321",
            "89d7a3f0123456789abcdef00fedcba98765432g",
            "89d7a3f0123456789abcdef00fedcba987654321\n",
            "0000000000000000000000000000000000000000",
        ])
    func refused(text: String) {
        #expect(ObjectID(hex: text) == nil)
    }

    @Test func bytesMustBeTwentyAndNotAllZero() {
        #expect(ObjectID(bytes: [UInt8](repeating: 1, count: 19)) == nil)
        #expect(ObjectID(bytes: [UInt8](repeating: 1, count: 21)) == nil)
        #expect(ObjectID(bytes: [UInt8](repeating: 0, count: 20)) == nil)
    }

    @Test func orderIsThatOfTheHexadecimalForms() {
        let sorted = [
            "000000000000000000000000000000000000000f",
            "00000000000000000000000000000000f0000000",
            "0000000000000000000000010000000000000000",
            "0000000000000001000000000000000000000000",
            "f000000000000000000000000000000000000000",
        ]
        #expect(sorted.reversed().compactMap { ObjectID(hex: $0) }.sorted().map(\.hex) == sorted)
    }
}
