import GateModel
import Testing

@testable import Pipelines

@Test("a file without a document is empty", arguments: ["", "\n\n", "# nothing\n", "---\n"])
func emptyFile(text: String) throws {
    let errors = try #require(throws: PipelineErrors.self) {
        try parsePipeline(text, path: "pipelines/a.yaml").pipeline
    }
    #expect(errors.errors.map(\.message) == ["the file is empty"])
    #expect(errors.errors.map(\.hint) == ["start with 'pawl: 1'"])
}

@Test(
    "a file that is no mapping says what it is",
    arguments: [
        ("- a\n", "a list"), ("hello\n", "'hello'"), ("\"\"\n", "''"),
    ])
func otherDocument(text: String, kind: String) {
    #expect(report(on: text).contains("error: expected keys with values, found \(kind)\n"))
}

@Test("a billion laughs are refused at once", arguments: ["a9: *a8", "? *a8\n: x", "[*a8]: x", "pawl: 1\n"])
func bomb(last: String) {
    var text = "a0: &a0 [lol, lol]\n"
    for level in 1...8 {
        let uses = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
        text += "a\(level): &a\(level) [\(uses)]\n"
    }
    #expect(
        report(on: text + last) == """
            pipelines/membership.yaml:1:5: error: anchors and aliases are not read in pipeline files
              1 | a0: &a0 [lol, lol]
                |     ^
              hint: write the value out, and quote one that starts with '&' or '*'
            """)
}

@Test("an ampersand in a command and stars without anchors are no aliases")
func shellSigns() {
    let stars = Array(repeating: "*.o", count: 40).joined(separator: " ")
    #expect(report(replacing: "build: ./build", with: "build: rm -f \(stars) && make & wait") == "nothing")
}

@Test("nesting is bounded", arguments: [51, 2000])
func deepNesting(depth: Int) {
    let text = "pawl: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(report(on: text).contains(":1:56: error: values are nested more than 50 deep"))
}

@Test("size is bounded: bytes, bytes of a line, and values")
func bounds() {
    let large = String(repeating: "# a line of a comment\n", count: 50_000)
    #expect(
        report(on: large)
            == "pipelines/membership.yaml:1:1: error: the file is larger than 1 MiB\n  1 | # a line of a comment\n    | ^"
    )
    #expect(
        report(on: "pawl: 1\n# " + String(repeating: "x", count: 4096)).hasPrefix(
            "pipelines/membership.yaml:2:1: error: the line is longer than 4096 bytes\n  2 | # xxx"))
    #expect(
        report(on: "pawl:\n" + String(repeating: "- a\n", count: 10_000)).contains(
            ":9999:3: error: the file has more than 10000 values"))
}

@Test("control characters are named with their place")
func controlCharacters() {
    #expect(
        report(on: "pawl: 1\nname: a\u{1b}[31mred\n") == """
            pipelines/membership.yaml:2:8: error: not valid YAML: control characters are not allowed
              2 | name: a\u{FFFD}[31mred
                |        ^
            """)
}

@Test("columns count characters as a reader sees them")
func characterColumns() {
    #expect(
        report(replacing: "term: [john,", with: "term: [\"e\u{301}é👩‍👩‍👧\", {a: b},").hasPrefix(
            "pipelines/membership.yaml:20:17: error: expected text, found keys with values"))
}

@Test("damaged files are reported with a place in the file, and never crash", arguments: 0..<150)
func damage(seed: Int) {
    var generator = SplitMix(state: UInt64(seed))
    var characters = Array(membership)
    let signs = Array("{}[]:,#&*!|>'\"%@`-? \n\t\u{0}\u{fffd}é0~")
    for _ in 0...generator.next(below: 4) {
        let place = generator.next(below: characters.count)
        switch generator.next(below: 3) {
        case 0: characters.remove(at: place)
        case 1: characters.insert(signs[generator.next(below: signs.count)], at: place)
        default: characters.removeSubrange(place..<min(characters.count, place + generator.next(below: 200)))
        }
    }
    let lines = String(characters).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
    do {
        _ = try parsePipeline(String(characters), path: "pipelines/membership.yaml").pipeline
    } catch {
        #expect(!error.errors.isEmpty)
        #expect(error.errors.allSatisfy { (1...lines).contains($0.position.line) && $0.position.column >= 1 })
    }
}

@Test("bytes that are no text are reported, and never crash", arguments: 0..<50)
func rubbish(seed: Int) {
    var generator = SplitMix(state: UInt64(seed))
    let bytes = (0..<300).map { _ in UInt8(generator.next(below: 256)) }
    #expect(throws: PipelineErrors.self) {
        try parsePipeline(String(decoding: bytes, as: UTF8.self), path: "pipelines/membership.yaml").pipeline
    }
}

/// Steele, Lea and Flood's SplitMix64: the same damage in every run.
private struct SplitMix {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
}
