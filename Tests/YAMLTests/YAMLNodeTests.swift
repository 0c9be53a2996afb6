import Testing
import YAML

private func parse(
    _ text: String, depth: Int = 10, values: Int = 100,
    extras: YAMLLimits.Extras = .followed(aliasedValues: 50)
) throws(YAMLError) -> YAMLNode {
    try YAMLNode.parse(text.utf8, within: YAMLLimits(depth: depth, values: values, extras: extras))
}

/// `{a: ['1', two]}` with its places: `1:1{1:2 a=1:5[1:6 1 1:11 two]}`
private func shown(_ node: YAMLNode) -> String {
    let place = "\(node.place.line):\(node.place.column)"
    return switch node.content {
    case .scalar(let scalar): "\(place) \(scalar.text)"
    case .sequence(let items): place + "[" + items.map(shown).joined(separator: ", ") + "]"
    case .mapping(let entries):
        place + "{"
            + entries.map { "\($0.keyPlace.line):\($0.keyPlace.column) \($0.key.text)=\(shown($0.value))" }
            .joined(separator: ", ") + "}"
    }
}

@Suite struct YAMLNodeTests {
    @Test func everyValueKnowsWhereItStarts() throws {
        let text = """
            # a comment
            name: pawl
            list:
              - 1
              - {a: 'é', b: "\\n"}
            text: |
              two
              lines
            """
        #expect(
            shown(try parse(text))
                == "2:1{2:1 name=2:7 pawl, 3:1 list=4:3[4:5 1, 5:5{5:6 a=5:9 é, 5:14 b=5:17 \n}], 6:1 text=6:7 two\nlines}"
        )
    }

    @Test func onlyPlainScalarsMayMeanMoreThanText() throws {
        let styles = try parse("- 5\n- '5'\n- \"5\"\n- |\n  5\n- >\n  5\n")
        guard case .sequence(let items) = styles.content else {
            _ = Issue.record("no list")
            return
        }
        #expect(items.map(\.scalar?.style) == [.plain, .quoted, .quoted, .block, .block])
    }

    @Test func anAliasIsWhatItStandsFor() throws {
        let node = try parse("a: &x [1, 2]\nb: *x\nc: &y {k: *x}\nd: *y")
        #expect(
            shown(node)
                == "1:1{1:1 a=1:4[1:8 1, 1:11 2], 2:1 b=1:4[1:8 1, 1:11 2], 3:1 c=3:4{3:8 k=1:4[1:8 1, 1:11 2]}, "
                + "4:1 d=3:4{3:8 k=1:4[1:8 1, 1:11 2]}}")
    }

    @Test func tagsAreKept() throws {
        #expect(try parse("!!str 5").tag == "tag:yaml.org,2002:str")
        #expect(try parse("!mine [a]").tag == "!mine")
        #expect(try parse("5").tag == nil)
    }

    @Test(
        "what is no document, and where",
        arguments: [
            ("", 1, 1, "the file is empty"), ("# only this\n", 1, 1, "the file is empty"),
            ("---\n", 1, 1, "the file is empty"),
            ("a: 1\n---\nb: 2", 2, 1, "another document starts here"),
            ("a: 1\né: 2\na: 3", 3, 1, "key 'a' is there twice"),
            ("{é: 1, é: 2}", 1, 8, "key 'é' is there twice"),
            ("a: *b", 1, 4, "not valid YAML: found undefined alias"),
            ("a: &a [*a]", 1, 8, "not valid YAML: found undefined alias"),
            ("? [a]\n: b", 1, 3, "a key must be text"), ("x: &x [a]\n*x : b", 2, 1, "a key must be text"),
            ("a: b: c", 1, 5, "not valid YAML: mapping values are not allowed in this context"),
            (
                "[a, b", 2, 1,
                "not valid YAML: did not find expected ',' or ']' while parsing a flow sequence"
            ),
            ("é: \u{1}", 1, 4, "not valid YAML: control characters are not allowed"),
            ("[[[[[[[[[[1]]]]]]]]]]", 1, 11, "values are nested more than 10 deep"),
        ])
    func refused(text: String, line: Int, column: Int, problem: String) {
        let error = #expect(throws: YAMLError.self) { try parse(text) }
        #expect(error?.place == YAMLPlace(line: line, column: column))
        #expect(error.map { "\($0.problem)" } == problem)
    }

    @Test func bytesThatAreNoUTF8AreToldByTheirPlace() {
        let error = #expect(throws: YAMLError.self) {
            try YAMLNode.parse(
                Array("a: 1\nb: ".utf8) + [0xFF], within: YAMLLimits(depth: 5, values: 5, extras: .refused))
        }
        #expect(error?.place == YAMLPlace(line: 2, column: 4))
    }

    @Test("anchors, aliases and tags may be refused", arguments: ["a: &x 1", "&x a: 1", "- &x [*x]"])
    func refusedAnchors(text: String) {
        #expect(throws: YAMLError.self) { try parse(text, extras: .refused) }
    }

    @Test func theBoundsHoldExactly() throws {
        #expect(throws: Never.self) { try parse("[1, 2, 3]", values: 4) }
        #expect(throws: YAMLError.self) { try parse("[1, 2, 3]", values: 3) }
        #expect(throws: Never.self) { try parse("[[1]]", depth: 3) }
        #expect(throws: YAMLError.self) { try parse("[[1]]", depth: 2) }
        // Three values, twice more.
        #expect(throws: Never.self) { try parse("[&x [1, 2], *x, *x]", extras: .followed(aliasedValues: 6)) }
        #expect(throws: YAMLError.self) {
            try parse("[&x [1, 2], *x, *x]", extras: .followed(aliasedValues: 5))
        }
        // By aliases of aliases it is as deep as if it were written out.
        #expect(throws: Never.self) { try parse("[&x [[1]], &y [*x], *y]", depth: 5) }
        #expect(throws: YAMLError.self) { try parse("[&x [[1]], &y [*x], [*y]]", depth: 5) }
    }

    @Test("what multiplies ends at once", arguments: ["*a29", "? *a29\n: x", "[*a29]: x"])
    func bomb(last: String) {
        var text = "a0: &a0 [x, x]\n"
        for level in 1..<30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        let error = #expect(throws: YAMLError.self) {
            try parse(text + last, depth: 100, values: 1_000_000, extras: .followed(aliasedValues: 10_000))
        }
        #expect(error?.problem == .tooManyAliasedValues(maximum: 10_000))
    }
}
