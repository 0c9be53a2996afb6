import Glibc
import Testing

extension Promises {
    /// Documents compared by themselves, and as stage `compat` reads them off both revisions.
    @Suite struct ContractTests {
        private static let document = """
            openapi: 3.1.0
            info: { title: Items, version: "1" }
            paths:
              /items/{id}:
                get:
                  parameters: [{ in: path, name: id, required: true, schema: { type: integer } }]
                  responses: { "200": { description: d } }

            """
        private static let stricter = document.replacing(
            "schema: { type: integer } }]",
            with: "schema: { type: integer } }, { in: query, name: mode, required: true }]")
        private static let compat = "compat: { openapi: openapi.yaml }"

        // MARK: pawl contract diff

        @Test func twoDocumentsAreComparedByThemselves() async throws {
            let project = try await Project(ItemsPipeline(Self.compat), adopts: false)
            try project.write(Self.document, to: "old.yaml")
            try project.write(Self.stricter, to: "new.yaml")
            let diff = try await project.pawl("contract", "diff", "old.yaml", "new.yaml", "--format", "json")
            #expect(diff.status == 10, "\(diff)")
            #expect(
                diff.output == """
                    [
                      {
                        "id": "new-required-request-parameter",
                        "level": "ERR",
                        "operation": "GET /items/{id}",
                        "operations": [
                          "GET /items/{id}"
                        ],
                        "path": "query/mode",
                        "text": "the query parameter 'mode' is new and required"
                      }
                    ]

                    """, "\(diff)")
            let same = try await project.pawl("contract", "diff", "old.yaml", "old.yaml")
            #expect(same.status == 0, "\(same)")
            #expect(same.output == "SAME  no change in what is promised\n")
        }

        @Test(
            "a document that cannot be read is bad input, and nothing is written",
            arguments: [
                ("a: 1\n", "bad.yaml: error: this is no OpenAPI document"),
                (
                    "openapi: 3.1.0\nx: { $ref: 'https://example.com/x.yaml' }\n",
                    "bad.yaml: error: the reference 'https://example.com/x.yaml' at #/x leads to nothing"
                ),
            ])
        func unreadable(text: String, message: String) async throws {
            let project = try await Project(ItemsPipeline(Self.compat), adopts: false)
            try project.write(Self.document, to: "old.yaml")
            try project.write(text, to: "bad.yaml")
            let diff = try await project.pawl("contract", "diff", "old.yaml", "bad.yaml", "-o", "out.json")
            #expect(diff.status == 65, "\(diff)")
            #expect(diff.errors.contains(message), "\(diff)")
            #expect(access(project.repository + "/out.json", F_OK) != 0)
        }

        // MARK: compat: openapi

        private func project() async throws -> Project {
            try await Project(ItemsPipeline(Self.compat), files: ["openapi.yaml": Self.document])
        }

        @Test func aDocumentThatAsksForMoreIsBlockedByRuleAndOperation() async throws {
            let project = try await project()
            try project.write(Self.stricter, to: "openapi.yaml")
            try await project.commit("a mode is asked for")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(
                gate.output.contains(
                    "violation[compat/openapi/openapi.yaml/new-required-request-parameter/GET .items.{id}/query.mode]"
                ), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func whatLiesInTheWorkTreeCountsForNothing() async throws {
            let project = try await project()
            try await project.commit("nothing has changed")
            try project.write(Self.stricter, to: "openapi.yaml")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
        }

        @Test func aDocumentThatTheCandidateDroppedIsBlocked() async throws {
            let project = try await project()
            try await project.git("rm", "--quiet", "openapi.yaml")
            try await project.commit("no document any more")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(gate.output.contains("document-removed"), "\(gate)")
        }

        @Test func aDocumentWithoutOperationsPromisesNothingAndIsNoPass() async throws {
            let empty = "openapi: 3.1.0\ninfo: { title: Items, version: '1' }\npaths: {}\n"
            let project = try await Project(ItemsPipeline(Self.compat), files: ["openapi.yaml": empty])
            try await project.commit("nothing has changed")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 13, "\(gate)")
            #expect(gate.output.contains("the baseline's 'openapi.yaml' has no operation"), "\(gate)")
        }

        @Test(
            "what cannot be compared is no pass",
            arguments: [
                (nil, "the baseline has no file 'openapi.yaml'"),
                ("a: [\n", "candidate: openapi.yaml:"),
                (
                    document + "x: { $ref: 'more.yaml#/a' }\n",
                    "the reference 'more.yaml#/a' at #/x leads to nothing"
                ),
            ] as [(String?, String)])
        func incomparable(candidate: String?, detail: String) async throws {
            let project =
                candidate == nil ? try await Project(ItemsPipeline(Self.compat)) : try await project()
            try project.write(candidate ?? Self.document, to: "openapi.yaml")
            try await project.commit("another document")
            let gate = try await project.pawl("gate", "items", "HEAD", "--format", "json")
            #expect(gate.status == 13, "\(gate)")
            let report = try #require(try gate.json())
            #expect(report["reason"] as? String == "not comparable")
            #expect((report["detail"] as? String)?.contains(detail) == true, "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}
