import Measuring
import Testing

@Suite struct CallerEnvironmentTests {
    private let caller = CallerEnvironment([
        "PATH": "/bin", "LANG": "C", "HOME": "/home/ada", "TOKEN": "t", "EMPTY": "", "PAWL_KEY": "k",
        "PAWL_KEY_FILE": "f",
    ])

    @Test func onlyAFewVariablesPassUnasked() {
        #expect(caller.base(home: "/private") == ["PATH": "/bin", "LANG": "C", "HOME": "/private"])
    }

    @Test func aKeyNeverPassesNotEvenByName() {
        #expect(caller.named(["TOKEN", "PAWL_KEY", "PAWL_KEY_FILE", "UNSET"]) == ["TOKEN": "t"])
        #expect(caller.values(of: ["PAWL_KEY"]) == [])
    }

    @Test func anEmptySecretMasksNothing() {
        #expect(caller.values(of: ["TOKEN", "EMPTY", "UNSET"]) == ["t"])
    }

    @Test func secretsAreMaskedInAnswersToo() throws {
        let subject = try ServiceDirectory().subject()
        #expect(subject.masked("a swordfish, swordfishes") == "a ***, ***es")
    }
}
