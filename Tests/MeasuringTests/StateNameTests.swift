import Testing

@testable import Measuring

@Suite struct StateNameTests {
    @Test func eachNameIsAnotherOneOfThisProcess() throws {
        let names = (0..<100).map { _ in StateName.next() }
        #expect(Set(names).count == 100)
        for name in names {
            #expect(try #/pawl_[0-9a-f]{16}/#.wholeMatch(in: name) != nil)
            #expect(StateName.isName(name, of: StateName.ofThisProcess))
        }
    }

    @Test(
        "names of another process, or of nobody, are not its own",
        arguments: [
            "pawl_0123456789b00001", "pawl_0123456789a0000", "pawl_0123456789a000001",
            "pawl_0123456789a0000x",
            "0123456789a00001", "pawl_",
        ])
    func others(name: String) {
        #expect(!StateName.isName(name, of: "0123456789a"))
        #expect(StateName.isName("pawl_0123456789a00001", of: "0123456789a"))
        #expect(!StateName.isName("pawl_0123456789a00001", of: ""))
    }
}
