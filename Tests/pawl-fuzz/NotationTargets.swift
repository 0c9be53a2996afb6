import JSON
import YAML

@testable import Contracts
@testable import Pipelines
@testable import Rollback

extension FuzzTarget {
    /// What most other things are written in.
    static let notationTargets = [
        FuzzTarget(refusing: "json") { bytes in
            let value = try JSONParser.parse(bytes)
            let canonical = JSONWriter.canonical(value)
            let again = reread("canonical JSON") { try JSONParser.parse(canonical) }
            promise(JSONWriter.canonical(again) == canonical, "canonical JSON has one spelling")
            _ = reread("pretty JSON") { try JSONParser.parse(Array(JSONWriter.pretty(value).utf8)) }
        },
        FuzzTarget(refusing: "json-pointer") { bytes in
            let pointer = try JSONPointer(text(bytes))
            promise(
                pointer.description.utf8.elementsEqual(text(bytes).utf8), "a pointer is written the same")
        },
        FuzzTarget(refusing: "yaml") { bytes in
            let limits = YAMLLimits(
                depth: 128, values: 1_000_000, extras: .followed(aliasedValues: 1_000_000))
            _ = try YAMLNode.parse(bytes, within: limits)
        },
    ]

    /// Files of the repository.
    static let fileTargets = [
        FuzzTarget(refusing: "pipeline") { bytes in
            _ = try parsePipeline(text(bytes), path: "pipelines/shop.yaml")
        },
        FuzzTarget(refusing: "change-settings") { bytes in _ = try ChangeSettings(parsing: text(bytes)) },
        FuzzTarget(refusing: "openapi") { bytes in
            let document = try OpenAPIDocument(bytes, named: "openapi.yaml")
            _ = OpenAPIComparison.changes(from: document, to: document, on: today)
        },
        FuzzTarget(refusing: "openapi-pair") { bytes in
            guard let (old, new) = halves(bytes, at: "%") else { return }
            _ = OpenAPIComparison.changes(
                from: try OpenAPIDocument(old, named: "old.yaml"),
                to: try OpenAPIDocument(new, named: "new.yaml"), on: today)
        },
    ]

    private static let today = CalendarDate(secondsSince1970: 1_780_000_000)
}
