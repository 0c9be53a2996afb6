import Contracts
import GateModel
import Glibc
import JSON

/// How long it takes to compare two large OpenAPI documents, and how much memory: many operations that reach nearly all of
/// the shared schemas, of which some changed.
struct ContractSpeed {
    private static let schemas = 1000
    private static let operations = 1200
    private static let changed = 46

    static func lines() throws -> [String] {
        let texts = [document(isNew: false), document(isNew: true)].map { Array(JSONWriter.pretty($0).utf8) }
        let clock = ContinuousClock()
        let start = clock.now
        let old = try OpenAPIDocument(texts[0], named: "old")
        let new = try OpenAPIDocument(texts[1], named: "new")
        let read = clock.now
        let changes = OpenAPIComparison.changes(from: old, to: new, on: CalendarDate(secondsSince1970: 0))
        let compared = clock.now
        let widest = changes.map(\.operations.count).max() ?? 0
        return [
            "Two documents of \(tenths(Double(texts[0].count) / 1e6)) MB, \(operations) operations, \(schemas) shared schemas, "
                + "\(changed) of them changed:",
            "read in \(tenths((read - start) / .milliseconds(1))) ms, compared in "
                + "\(tenths((compared - read) / .milliseconds(1))) ms, \(peakMegabytes) MB at most, "
                + "\(changes.count) findings, the widest reaches \(widest) operations.",
        ]
    }

    /// Of the whole process, so that this part is best run alone.
    private static var peakMegabytes: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss / 1000
    }

    private static func document(isNew: Bool) -> JSONValue {
        var numbers = Numbers()
        let components = (0..<schemas).map { number in
            JSONMember("s\(number)", schema(number, isNew: isNew, &numbers))
        }
        let paths = (0..<operations / 2).map { number in
            JSONMember("/v1/things\(number)/{id}", .object(JSONObject(operations(on: number))))
        }
        return [
            "openapi": "3.0.0", "info": ["title": "Things", "version": "1"],
            "paths": .object(JSONObject(paths)),
            "components": ["schemas": .object(JSONObject(components))],
        ]
    }

    private static func schema(_ number: Int, isNew: Bool, _ numbers: inout Numbers) -> JSONValue {
        var properties = (0..<14).map { field in
            JSONMember(
                "field_\(field)",
                [
                    "type": "string", "maxLength": 5000,
                    "description":
                        "What this field holds, in a sentence or two as such documents have them, and in the words of its users.",
                ])
        }
        for link in 0..<5 {
            properties.append(
                JSONMember(
                    "link_\(link)", ["anyOf": [["type": "string"], reference(&numbers)], "nullable": true]))
        }
        for part in 0..<2 {
            properties.append(
                JSONMember("part_\(part)", ["anyOf": [reference(&numbers)], "nullable": true]))
        }
        properties.append(JSONMember("list", ["type": "array", "items": reference(&numbers)]))
        if isNew, number % (schemas / changed) == 0, number / (schemas / changed) < changed {
            properties[3] = JSONMember("field_3", ["type": "integer"])
        }
        return [
            "type": "object", "properties": .object(JSONObject(properties)),
            "required": ["field_0", "field_1"],
        ]
    }

    private static func reference(_ numbers: inout Numbers) -> JSONValue {
        ["$ref": .string("#/components/schemas/s\(numbers.next(below: schemas))")]
    }

    private static func operations(on number: Int) -> [JSONMember] {
        let answer: JSONValue = [
            "200": [
                "description": "d",
                "content": [
                    "application/json": ["schema": ["$ref": .string("#/components/schemas/s\(number)")]]
                ],
            ]
        ]
        let form = (0..<12).map { JSONMember("a\($0)", ["type": "string"]) }
        let body: JSONValue = [
            "content": [
                "application/x-www-form-urlencoded": [
                    "schema": ["type": "object", "properties": .object(JSONObject(form))]
                ]
            ]
        ]
        return [
            JSONMember("get", ["responses": answer]),
            JSONMember("post", ["requestBody": body, "responses": answer]),
        ]
    }

    /// Both documents are drawn the same: a linear congruence (Knuth's MMIX).
    private struct Numbers {
        private var state: UInt64 = 1

        mutating func next(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }
}
