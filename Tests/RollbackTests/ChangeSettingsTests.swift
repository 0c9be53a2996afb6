import Testing
import YAML

@testable import Rollback

@Suite("Change settings")
struct ChangeSettingsTests {
    @Test(
        "what a change.yaml may say",
        arguments: [
            ("reversible: full", ChangeSettings(reversible: .full)),
            ("reversible: none # a one-way door", ChangeSettings(reversible: .none)),
            ("{reversible: lossy}", ChangeSettings(reversible: .lossy(automatic: false))),
            (
                "automatic: yes\nreversible: 'lossy'\n", ChangeSettings(reversible: .lossy(automatic: true))
            ),
            (
                "reversible: full\nwhen: before\ntimeout: 90s",
                ChangeSettings(reversible: .full, when: .before, timeout: .seconds(90))
            ),
            (
                "reversible: full\ntimeout: 1.5h\nnote: >\n  long & *free*\n  text: yes",
                ChangeSettings(reversible: .full, timeout: .seconds(5400))
            ),
        ])
    func understood(text: String, settings: ChangeSettings) throws {
        #expect(try ChangeSettings(parsing: text) == settings)
    }

    @Test(
        "what it may not say, and where",
        arguments: [
            ("", "1:1 the file is empty"),
            ("# nothing\n", "1:1 the file is empty"),
            ("full", "1:1 expected keys with values"),
            ("- reversible: full", "1:1 expected keys with values"),
            ("when: after", "1:1 'reversible' is missing"),
            ("revresible: full", "1:1 unknown key 'revresible'"),
            ("reversible: full\nReversible: none", "2:1 unknown key 'Reversible'"),
            ("reversible: full\nwhen: after\nreversible: none", "3:1 key 'reversible' is there twice"),
            ("reversible:", "1:12 expected 'full', 'lossy' or 'none', found nothing"),
            ("reversible: ~", "1:13 expected 'full', 'lossy' or 'none', found nothing"),
            ("reversible: null", "1:13 expected 'full', 'lossy' or 'none', found nothing"),
            ("reversible: yes", "1:13 expected 'full', 'lossy' or 'none', found 'yes'"),
            ("reversible: None", "1:13 expected 'full', 'lossy' or 'none', found 'None'"),
            ("reversible: [full]", "1:13 expected 'full', 'lossy' or 'none', found more than one value"),
            ("reversible: lossy\nautomatic: on", "2:12 expected 'yes' or 'no', found 'on'"),
            ("reversible: lossy\nautomatic: True", "2:12 expected 'yes' or 'no', found 'True'"),
            (
                "reversible: full\nautomatic: no",
                "2:1 'automatic' belongs to 'reversible: lossy' only"
            ),
            (
                "reversible: none\nautomatic: yes",
                "2:1 'automatic' belongs to 'reversible: lossy' only"
            ),
            ("reversible: full\nnote: {a: b}", "2:7 expected text, found more than one value"),
            (
                "reversible: full\nnote: a: b",
                "2:8 not valid YAML: mapping values are not allowed in this context"
            ),
            (
                "reversible: full\n\twhen: after",
                "2:1 not valid YAML: found a tab character that violates indentation while scanning a plain scalar"
            ),
            ("reversible: full\n---\nreversible: none", "2:1 another document starts here"),
            ("reversible: &a full", "1:13 anchors and aliases are not read here"),
            ("reversible: full\nwhen: *a", "2:7 not valid YAML: found undefined alias"),
            ("? [a, b]\n: full", "1:3 a key must be text"),
        ])
    func refused(text: String, problem: String) {
        #expect(self.problem(text) == problem)
    }

    @Test(
        "a timeout has a unit and is neither nothing nor endless",
        arguments: [
            "120", "0s", "0.5s", "-5s", "+5s", "2 m", "2min", "1:30", "25h", "1e3s", "0x10s", "infs", "nanm",
            "1..5s", "s", "²s",
        ])
    func badTimeout(text: String) {
        #expect(
            problem("reversible: full\ntimeout: \(text)") == """
                2:10 expected a duration from 1s to 24h, such as '90s', '2m' or '1.5h', found '\(text)'
                """)
    }

    @Test func aFileThatMultipliesIsRefusedBeforeItDoes() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1..<30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(problem(text) == "1:5 anchors and aliases are not read here")
    }

    @Test func deepNestingIsRefused() {
        let text = "note: " + String(repeating: "[", count: 2000) + String(repeating: "]", count: 2000)
        #expect(problem(text) == "1:14 values are nested more than 8 deep")
    }

    private func problem(_ text: String) -> String {
        do throws(SettingsProblem) {
            return "no problem: \(try ChangeSettings(parsing: text))"
        } catch {
            return "\(error.place.line):\(error.place.column) \(error.words)"
        }
    }
}
