import GateModel
import Testing

@Suite struct DataSetIdentityTests {
    private static let seed = "seed: python3 seed.py"

    private func identity(
        commands: [String] = [seed], file: String = "seed.py", digit: String = "1", members: Int = 5000
    ) throws -> DataSetIdentity {
        let object = try #require(ObjectID(hex: String(repeating: digit, count: 40)))
        return DataSetIdentity(
            commands: commands, files: [DataFile(path: file, object: object)],
            counts: [.init(name: "members", counted: members)])
    }

    @Test func theSameDataSetHasNoDifference() throws {
        #expect(try identity().difference(from: identity()) == nil)
    }

    @Test func aDifferenceIsNamed() throws {
        let own = try identity()
        #expect(
            try own.difference(from: identity(commands: ["seed: ./seed"])) == "it is made by other commands")
        #expect(try own.difference(from: identity(digit: "2")) == "its files differ: seed.py")
        #expect(
            try own.difference(from: identity(members: 4000)) == "members: 5000 instead of 4000")
        let uncounted = DataSetIdentity(commands: own.commands, files: own.files, counts: [])
        #expect(own.difference(from: uncounted) == "other things are counted")
    }
}
