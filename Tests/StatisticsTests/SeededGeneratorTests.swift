import Testing

@testable import Statistics

@Suite("SeededGenerator")
struct SeededGeneratorTests {
    @Test("SplitMix64 gives the reference values for seed 0")
    func splitMix() {
        var generator = SplitMix64(seed: 0)
        #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
        #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
        #expect(generator.next() == 0x06C4_5D18_8009_454F)
        #expect(generator.next() == 0xF88B_B8A8_724C_81EC)
    }

    @Test("xoshiro256** gives the reference values for the state 1, 2, 3, 4")
    func xoshiro() {
        var generator = SeededGenerator(state: (1, 2, 3, 4))
        let words = (0..<6).map { _ in generator.next() }
        #expect(
            words == [
                11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
                607_988_272_756_665_600,
            ])
    }

    @Test("a seed gives these words for ever")
    func seeded() {
        var generator = SeededGenerator(seed: 42)
        #expect(generator.next() == 0x1578_0B2E_0C2E_C716)
        #expect(generator.next() == 0x6104_D986_6D11_3A7E)
        #expect(generator.next() == 0xAE17_5332_39E4_99A1)
    }

    @Test(
        "a named stream gives these words for ever",
        arguments: [
            (42, "order", 0xEFA6_6317_9747_F994), (42, "inputs", 0x243E_4605_FAC0_7591),
            (43, "order", 0x51A8_373B_9543_4DBE), (42, "", 0xF495_C779_6996_3180),
        ] as [(UInt64, String, UInt64)])
    func stream(seed: UInt64, name: String, first: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: name)
        #expect(generator.next() == first)
    }

    @Test(
        "a stream's name is hashed by FNV-1a",
        arguments: [
            ("", 0xCBF2_9CE4_8422_2325), ("a", 0xAF63_DC4C_8601_EC8C), ("foobar", 0x8594_4171_F739_67E8),
        ] as [(String, UInt64)])
    func hash(name: String, expected: UInt64) {
        #expect(SeededGenerator.fnv1a(name) == expected)
    }
}
