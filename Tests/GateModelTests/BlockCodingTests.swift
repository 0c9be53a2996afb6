import GateModel
import JSON
import Testing

@Suite("A block, as it is recorded") struct BlockCodingTests {
    private func text(_ block: Block) throws -> String {
        String(decoding: try JCS.bytes(block), as: UTF8.self)
    }

    private func read(_ text: String) throws -> Block {
        try JCS.read(Block.self, from: Array(text.utf8))
    }

    @Test("has long runs of equal observations once, with their number")
    func runs() throws {
        let few = Array(repeating: Observed.value(2), count: 15)
        let many = Array(repeating: Observed.failed("status 500"), count: 16)
        let block = Block(
            baseline: few, candidate: [.value(1)] + many + [.silent, .value(0.0123), .notANumber])
        let twos = Array(repeating: "2", count: 15).joined(separator: ",")
        #expect(
            try text(block) == """
                {"baseline":[\(twos)],"candidate":[1,{"of":"failed: status 500","times":16},"silent",0.0123,"not a number"]}
                """)
        #expect(try read(text(block)) == block)
    }

    @Test("of a million observations is small")
    func small() throws {
        let block = Block(
            candidate: (1...100).flatMap { Array(repeating: Observed.value(Double($0)), count: 10_000) })
        let text = try text(block)
        #expect(text.utf8.count < 4000)
        #expect(try read(text) == block)
    }

    @Test(
        "is refused where it claims more than there can be",
        arguments: [
            #"{"times":20000001,"of":1}"#, #"{"times":9223372036854775807,"of":1}"#,
            #"{"times":20000000,"of":1},1,{"times":1,"of":1}"#, #"{"times":0,"of":1}"#,
            #"{"times":-1,"of":1}"#,
            #"{"of":1}"#, #"{"times":1.5,"of":1}"#, #"[1]"#, "null", "true",
        ])
    func refused(list: String) {
        #expect(throws: JCSError.self) { try read(#"{"baseline":[],"candidate":[\#(list)]}"#) }
    }
}
