import GateModel
import Testing

@testable import Contracts

/// What the tools really print: buf 1.75, abidiff 2.2, squawk 2.70, griffe 2.4, Swift 6.3.
@Suite("What a tool prints about signatures") struct SignatureReportTests {
    private func names(_ report: SignatureReport) -> [String] {
        report.differences.map { "\($0.severity.rawValue) \($0.fingerprint)" }
    }

    @Test("of buf is a finding a line, without the line's number")
    func buf() throws {
        let output = #"""
            {"path":"b/i.proto","start_line":3,"start_column":1,"end_line":5,"end_column":2,"type":"FIELD_NO_DELETE","message":"Previously present field \"2\" with name \"name\" on message \"Item\" was deleted."}
            {"path":"b/i.proto","start_line":4,"start_column":3,"end_line":4,"end_column":9,"type":"FIELD_SAME_TYPE","message":"Field \"1\" with name \"price\" on message \"Item\" changed type from \"int32\" to \"string\"."}

            """#
        let report = try SignatureReport.buf(Array(output.utf8), directory: "api", below: "b/")
        #expect(
            names(report) == [
                "breaking protobuf/api/field-no-delete/i.proto#Item/name",
                "breaking protobuf/api/field-same-type/i.proto#Item/price",
            ])
        #expect(report.differences[1].baseline == "int32")
        #expect(report.differences[1].candidate == "string")
    }

    @Test("of abidiff names what is gone, what is new, and types of another size")
    func abidiff() throws {
        let output = """
            Leaf changes summary: 3 artifacts changed
            Changed leaf types summary: 1 leaf type changed
            Removed/Changed/Added functions summary: 1 Removed, 0 Changed, 1 Added function
            Removed/Changed/Added variables summary: 0 Removed, 0 Changed, 0 Added variable

            1 Removed function:

              [D] 'function int gone()'    {gone}

            1 Added function:

              [A] 'function int new1()'    {new1}

            'struct s' changed:
              type size changed from 32 to 128 (in bits)
              1 data member insertion:
                'long int y', at offset 64 (in bits)

            """
        let report = try SignatureReport.abidiff(output, status: 12, library: "libs.so")
        #expect(
            names(report) == [
                "breaking abi/libs.so/function-removed/int gone()",
                "breaking abi/libs.so/type-changed/struct s/32-128",
                "info abi/libs.so/function-added/int new1()",
            ])
    }

    @Test("of abidiff that does not say what its exit status says is not understood")
    func abidiffSilent() {
        #expect(throws: NotUnderstood.self) {
            try SignatureReport.abidiff("", status: 8, library: "libs.so")
        }
        #expect(throws: NotUnderstood.self) {
            try SignatureReport.abidiff(
                "1 Removed function:\n\n  [D] 'function int gone()'    {gone}\n", status: 0,
                library: "libs.so")
        }
    }

    @Test("of squawk breaks where the deployed revision cannot live with it, and is known by its statement")
    func squawk() throws {
        let output = #"""
            [{"file":"m.sql","line":0,"column":0,"level":"Warning","message":"Missing `set lock_timeout` before potentially slow operations","help":null,"rule_name":"require-lock-timeout","column_end":36,"line_end":0},{"file":"m.sql","line":0,"column":18,"level":"Warning","message":"Dropping a column may break existing clients.","help":null,"rule_name":"ban-drop-column","column_end":35,"line_end":0},{"file":"m.sql","line":0,"column":18,"level":"Warning","message":"Missing `IF EXISTS`","help":null,"rule_name":"prefer-robust-stmts","column_end":35,"line_end":0}]
            """#
        let report = try SignatureReport.squawk(
            Array(output.utf8), directory: "migrations",
            files: ["m.sql": Array("ALTER TABLE items DROP COLUMN price;\n".utf8)])
        #expect(
            names(report) == [
                "breaking sql/migrations/ban-drop-column/m.sql/DROP COLUMN price",
                "warning sql/migrations/require-lock-timeout/m.sql/ALTER TABLE items DROP COLUMN price;",
                "info sql/migrations/prefer-robust-stmts/m.sql/DROP COLUMN price",
            ])
    }

    @Test("of griffe names object and parameter; a default that changed breaks no call")
    func griffe() throws {
        let output = #"""
            {"griffe": "2.4.1", "modules": 2, "gaps": [], "breakages": [
            {"kind": "PARAMETER_REMOVED", "object": "api.price", "parameter": "currency", "baseline": "currency = 'EUR'", "candidate": null, "details": null},
            {"kind": "PARAMETER_CHANGED_DEFAULT", "object": "api.price", "parameter": "name", "baseline": "name = 1", "candidate": "name = 2", "details": null}]}
            """#
        let report = try SignatureReport.griffe(Array(output.utf8), module: "api")
        #expect(
            names(report) == [
                "breaking python/api/parameter-removed/api.price/currency",
                "warning python/api/parameter-changed-default/api.price/name",
            ])
        #expect(report.scope == "2 modules")
        #expect(GriffeVersion.text(of: Array(output.utf8)) == "griffe 2.4.1")
    }

    @Test("of the Swift package manager is read module by module")
    func swiftPackage() throws {
        let output = """
            2 breaking changes detected in Items:
              💔 API breakage: func gone() has been removed
              💔 API breakage: func Member.measure(scale:) has parameter 0 type change from Swift.Int to Swift.String
            No breaking changes detected in Client

            """
        let report = try SignatureReport.swiftPackage(output, subject: "Package.swift")
        #expect(
            names(report) == [
                "breaking swift/Package.swift/parameter-type-change/Items.Member.measure(scale:)/0",
                "breaking swift/Package.swift/removed/Items.gone()",
            ])
        #expect(report.scope == "2 modules")
    }

    @Test(
        "of the Swift package manager without any module, or with fewer changes than announced, is not understood"
    )
    func swiftPackageSilent() {
        for output in ["", "2 breaking changes detected in Items:\n"] {
            #expect(throws: NotUnderstood.self) {
                try SignatureReport.swiftPackage(output, subject: "Package.swift")
            }
        }
    }

    @Test("of a command is read in the format that it declares")
    func command() throws {
        let lines = "breaking word-removed GET /items: name is gone\n\nwarn slow list: takes longer\n"
        let json =
            #"[{"id":"word-removed","level":"ERR","operation":"GET /items","path":"name","text":"name is gone"}]"#
        let sarif = #"""
            {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x","rules":[{"id":"R1","defaultConfiguration":{"level":"error"}}]}},
            "results":[{"ruleId":"R1","message":{"text":"gone"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"a.c"},"region":{"startLine":7}}}]},
            {"ruleId":"R2","kind":"pass","message":{"text":"fine"}}]}]}
            """#
        func read(_ text: String, _ format: ComparisonCommand.Format) throws -> [String] {
            names(try SignatureReport.command(Array(text.utf8), format: format, subject: "own"))
        }
        #expect(
            try read(lines, .lines) == [
                "breaking command/own/word-removed/GET .items", "warning command/own/slow/list",
            ])
        #expect(try read(json, .json) == ["breaking command/own/word-removed/GET .items/name"])
        #expect(try read(sarif, .sarif) == ["breaking command/own/r1/a.c"])
    }

    @Test(
        "of a command in another format is not understood",
        arguments: [
            ("all is well\n", ComparisonCommand.Format.lines), ("{}", .json), ("[{\"id\":\"x\"}]", .json),
            ("{\"version\":\"2.0.0\",\"runs\":[]}", .sarif),
            (
                "{\"version\":\"2.1.0\",\"runs\":[{\"invocations\":[{\"executionSuccessful\":false}],\"results\":[]}]}",
                .sarif
            ),
        ])
    func otherFormat(text: String, format: ComparisonCommand.Format) {
        #expect(throws: NotUnderstood.self) {
            try SignatureReport.command(Array(text.utf8), format: format, subject: "own")
        }
    }

    @Test("twice of one thing is one finding with its count")
    func twins() throws {
        let output = "warn slow list: on Monday\nbreaking slow list: on Tuesday\n"
        let report = try SignatureReport.command(Array(output.utf8), format: .lines, subject: "own")
        #expect(names(report) == ["breaking command/own/slow/list"])
        #expect(report.differences[0].seen == 2)
    }
}
