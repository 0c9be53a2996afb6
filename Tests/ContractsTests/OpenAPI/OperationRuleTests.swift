import GateModel
import Testing

@testable import Contracts

/// What changes around schemas: operations, parameters, bodies, answers, headers, security, ends.
@Suite("What changes about an operation") struct OperationRuleTests {
    struct Row: CustomTestStringConvertible {
        let old: String
        let new: String
        let expected: [String]

        init(_ old: String, _ new: String, _ expected: String...) {
            self.old = old
            self.new = new
            self.expected = expected
        }

        var testDescription: String { "\(old) → \(new)" }
    }

    private static let ok = "responses: {'200': {description: d}}"

    /// Changes from one `paths` to another on 14 July 2026: `ERR endpoint-removed`, sorted.
    private func changes(_ old: String, _ new: String) throws -> [String] {
        try changed("paths: \(old)", "paths: \(new)")
    }

    private func changed(_ old: String, _ new: String) throws -> [String] {
        let day = try #require(CalendarDate(year: 2026, month: 7, day: 14))
        let documents = try [old, new].map { text in
            try OpenAPIDocument(
                Array("openapi: 3.1.0\ninfo: {title: Things, version: '1'}\n\(text)\n".utf8),
                named: "things.yaml")
        }
        return OpenAPIComparison.changes(from: documents[0], to: documents[1], on: day)
            .map { "\($0.level.rawValue) \($0.id)" }.sorted()
    }

    @Test(
        "paths and methods",
        arguments: [
            Row("{/a: {get: {\(ok)}}}", "{}", "ERR api-path-removed-without-deprecation"),
            Row(
                "{/a: {get: {\(ok)}, put: {\(ok)}}}", "{/a: {get: {\(ok)}}}",
                "ERR api-removed-without-deprecation"),
            Row("{/a: {get: {\(ok)}}}", "{/a: {get: {\(ok)}, put: {\(ok)}}}", "INFO endpoint-added"),
            Row("{'/a/{id}': {get: {\(ok)}}}", "{'/a/{key}': {get: {\(ok)}}}"),
            Row("{/a: {get: {deprecated: true, \(ok)}}}", "{}", "INFO api-path-removed-with-deprecation"),
            Row(
                "{/a: {get: {deprecated: true, x-sunset: '2026-07-15', \(ok)}}}", "{}",
                "ERR api-path-removed-before-sunset"),
            Row(
                "{/a: {get: {deprecated: true, x-sunset: '2026-07-13', \(ok)}}}", "{}",
                "INFO api-path-removed-after-sunset"),
            Row("{/a: {get: {deprecated: true, x-sunset: soon, \(ok)}}}", "{}", "ERR api-path-sunset-parse"),
            Row("{/a: {get: {x-stability-level: alpha, \(ok)}}}", "{}", "INFO api-unstable-removed"),
            Row(
                "{/a: {get: {x-stability-level: alpha, \(ok)}}}",
                "{/a: {get: {x-stability-level: alpha, responses: {}}}}", "INFO api-unstable-changed"),
        ])
    func paths(_ row: Row) throws {
        #expect(try changes(row.old, row.new) == row.expected)
    }

    @Test(
        "deprecation and stability",
        arguments: [
            Row("", "deprecated: true", "INFO endpoint-deprecated"),
            Row("deprecated: true", "", "INFO endpoint-reactivated"),
            Row("", "deprecated: true, x-sunset: '2026-08-01'", "INFO endpoint-deprecated-with-sunset"),
            Row("", "deprecated: true, x-sunset: '2026-07-01'", "ERR api-sunset-date-too-small"),
            Row("", "deprecated: true, x-sunset: later", "ERR api-deprecated-sunset-parse"),
            Row("deprecated: true, x-sunset: '2026-08-01'", "deprecated: true", "ERR sunset-deleted"),
            Row(
                "deprecated: true, x-sunset: '2026-08-01'", "deprecated: true, x-sunset: '2026-07-01'",
                "ERR api-sunset-date-changed-too-small"),
            Row("x-stability-level: stable", "x-stability-level: beta", "ERR api-stability-decreased"),
            Row("x-stability-level: beta", "x-stability-level: stable", "INFO api-stability-increased"),
            Row("", "x-stability-level: solid", "ERR api-invalid-stability-level"),
        ])
    func lifecycle(_ row: Row) throws {
        let documents = [row.old, row.new].map { text in
            "{/a: {get: {\([text, Self.ok].filter { !$0.isEmpty }.joined(separator: ", "))}}}"
        }
        #expect(try changes(documents[0], documents[1]) == row.expected)
    }

    @Test(
        "parameters",
        arguments: [
            Row("[]", "[{in: query, name: q}]", "INFO new-optional-request-parameter"),
            Row("[]", "[{in: query, name: q, required: true}]", "ERR new-required-request-parameter"),
            Row("[{in: query, name: q}]", "[]", "WARN request-parameter-removed"),
            Row(
                "[{in: query, name: q}]", "[{in: query, name: q, required: true}]",
                "ERR request-parameter-became-required"),
            Row(
                "[{in: header, name: q, required: true}]", "[{in: header, name: q}]",
                "INFO request-parameter-became-optional"),
            Row(
                "[{in: query, name: q, schema: {type: integer, default: 1}}]",
                "[{in: query, name: q, schema: {type: integer, default: 2}}]",
                "ERR request-parameter-default-value-changed"),
            Row(
                "[{in: query, name: q, schema: {type: array}}]",
                "[{in: query, name: q, explode: false, schema: {type: array}}]",
                "ERR request-parameter-explode-changed"),
            Row(
                "[{in: query, name: q, schema: {type: array}}]",
                "[{in: query, name: q, style: pipeDelimited, schema: {type: array}}]",
                "ERR request-parameter-style-changed"),
            Row(
                "[{in: query, name: q}]", "[{in: query, name: q, deprecated: true}]",
                "INFO request-parameter-deprecated"),
            Row(
                "[{in: query, name: q}]", "[{in: header, name: q}]", "INFO new-optional-request-parameter",
                "WARN request-parameter-removed"),
        ])
    func parameters(_ row: Row) throws {
        let documents = [row.old, row.new].map { "{/a: {get: {parameters: \($0), \(Self.ok)}}}" }
        #expect(try changes(documents[0], documents[1]) == row.expected)
    }

    @Test(
        "bodies of requests",
        arguments: [
            Row("", "requestBody: {content: {}}", "INFO request-body-added-optional"),
            Row("", "requestBody: {required: true, content: {}}", "ERR request-body-added-required"),
            Row("requestBody: {content: {}}", "", "ERR request-body-removed"),
            Row(
                "requestBody: {content: {}}", "requestBody: {required: true, content: {}}",
                "ERR request-body-became-required"),
            Row(
                "requestBody: {required: true, content: {}}", "requestBody: {content: {}}",
                "INFO request-body-became-optional"),
            Row(
                "requestBody: {content: {text/csv: {}}}", "requestBody: {content: {text/plain: {}}}",
                "ERR request-body-media-type-removed", "INFO request-body-media-type-added"),
            Row(
                "requestBody: {content: {text/csv: {}}}", "requestBody: {content: {text/*: {}}}",
                "INFO request-body-media-type-generalized"),
            Row(
                "requestBody: {content: {text/csv: {}}}",
                "requestBody: {content: {text/csv;header=present: {}}}",
                "INFO request-body-media-type-name-changed"),
            Row(
                "requestBody: {content: {'text/csv;v=1': {}}}",
                "requestBody: {content: {'text/csv;v=2': {}}}",
                "ERR request-body-media-type-parameter-changed"),
            Row(
                "requestBody: {content: {text/csv: {}}}", "requestBody: {content: {text/csv: {schema: {}}}}",
                "ERR request-body-media-type-schema-added"),
            Row(
                "requestBody: {content: {text/csv: {schema: {}}}}", "requestBody: {content: {text/csv: {}}}",
                "INFO request-body-media-type-schema-removed"),
            Row(
                "requestBody: {content: {text/csv: {itemSchema: {}}}}",
                "requestBody: {content: {text/csv: {}}}",
                "INFO request-body-media-type-item-schema-removed"),
        ])
    func bodies(_ row: Row) throws {
        let documents = [row.old, row.new].map { text in
            "{/a: {post: {\([text, Self.ok].filter { !$0.isEmpty }.joined(separator: ", "))}}}"
        }
        #expect(try changes(documents[0], documents[1]) == row.expected)
    }

    @Test(
        "answers and their headers",
        arguments: [
            Row("'200': {}, '404': {}", "'200': {}", "INFO response-non-success-status-removed"),
            Row(
                "'200': {}", "'201': {}", "ERR response-success-status-removed",
                "INFO response-success-status-added"),
            Row("'2XX': {}", "'200': {}", "INFO response-success-status-added"),
            Row(
                "'200': {content: {text/csv: {}}}", "'200': {content: {}}", "ERR response-media-type-removed"),
            Row("'200': {}", "'200': {content: {text/csv: {}}}", "INFO response-media-type-added"),
            Row(
                "'200': {content: {application/json: {}}}",
                "'200': {content: {'application/json; charset=utf-8': {}}}",
                "INFO response-media-type-name-changed"),
            Row(
                "'200': {content: {application/json: {}}}",
                "'200': {content: {application/problem+json: {}}}",
                "INFO response-media-type-name-specialized"),
            Row(
                "'200': {content: {application/problem+json: {}}}",
                "'200': {content: {application/json: {}}}",
                "ERR response-media-type-name-generalized"),
            Row(
                "'200': {content: {text/csv: {}}}", "'200': {content: {text/csv: {schema: {}}}}",
                "INFO response-body-media-type-schema-added"),
            Row(
                "'200': {content: {text/csv: {schema: {}}}}", "'200': {content: {text/csv: {}}}",
                "ERR response-body-media-type-schema-removed"),
            Row(
                "'200': {content: {text/csv: {schema: {}, itemSchema: {}}}}",
                "'200': {content: {text/csv: {schema: {}}}}",
                "ERR response-body-media-type-item-schema-removed"),
            Row(
                "'200': {content: {text/csv: {itemSchema: {}}}}", "'200': {content: {text/csv: {}}}",
                "ERR response-body-media-type-item-schema-removed-untyped"),
            Row(
                "'200': {headers: {X-A: {required: true}}}", "'200': {}",
                "ERR required-response-header-removed"),
            Row("'200': {headers: {X-A: {}}}", "'200': {}", "WARN optional-response-header-removed"),
            Row(
                "'200': {headers: {X-A: {required: true}}}", "'200': {headers: {x-a: {}}}",
                "ERR response-header-became-optional"),
            Row("'200': {}", "'200': {headers: {X-A: {}}}", "INFO response-header-added"),
            Row(
                "'200': {headers: {X-A: {}}}", "'200': {headers: {X-A: {required: true}}}",
                "INFO response-header-became-required"),
        ])
    func answers(_ row: Row) throws {
        let documents = [row.old, row.new].map { "{/a: {get: {responses: {\($0)}}}}" }
        #expect(try changes(documents[0], documents[1]) == row.expected)
    }

    @Test(
        "security, shared schemas and webhooks",
        arguments: [
            Row("security: []", "security: [{key: []}]", "INFO api-global-security-added"),
            Row("security: [{key: []}]", "security: []", "INFO api-global-security-removed"),
            Row(
                "security: [{o: [read]}]", "security: [{o: [read, write]}]",
                "INFO api-global-security-scope-added"),
            Row(
                "components: {securitySchemes: {key: {type: apiKey}}}",
                "components: {securitySchemes: {key: {type: http}}}",
                "INFO api-security-component-type-changed"),
            Row("components: {schemas: {A: {}}}", "components: {}", "INFO api-schema-removed"),
            Row("webhooks: {a: {}}", "webhooks: {b: {}}", "ERR webhook-removed", "INFO webhook-added"),
        ])
    func document(_ row: Row) throws {
        #expect(try changed(row.old, row.new) == row.expected)
    }

    @Test func aReferenceIsFollowedToWhereItStands() throws {
        let shared = "components: {parameters: {Q: {in: query, name: q, required: "
        #expect(
            try changed(
                "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/Q'}], \(Self.ok)}}}\n\(shared)false}}}",
                "paths: {/a: {get: {parameters: [{$ref: '#/components/parameters/Q'}], \(Self.ok)}}}\n\(shared)true}}}"
            ) == ["ERR request-parameter-became-required"])
    }
}
