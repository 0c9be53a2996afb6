import GateModel
import JSON

/// `encoding` of a body in parts: how each property is written.
struct EncodingComparison {
    private let documents: DocumentPair
    private let place: SchemaPlace
    private let old: JSONValue
    private let new: JSONValue

    /// - Parameter old: the media type object, resolved.
    init(_ documents: DocumentPair, _ place: SchemaPlace, _ old: JSONValue, _ new: JSONValue) {
        self.documents = documents
        self.place = place
        self.old = old
        self.new = new
    }

    func compare(into changes: inout APIChanges) {
        let names = [old, new].flatMap { $0["encoding"]?.object?.members.map(\.key) ?? [] }
        for name in Set(names.map(JSONKey.init)) { compare(name.text, into: &changes) }
    }

    private func compare(_ name: String, into changes: inout APIChanges) {
        let before = documents.old.resolved(old["encoding"]?[name]) ?? [:]
        let after = documents.new.resolved(new["encoding"]?[name]) ?? [:]
        guard before != after, let oldProperty = property(name, of: old, documents.oldSchemas),
            let newProperty = property(name, of: new, documents.newSchemas)
        else { return }
        compareTypes(
            name, Self.types(before, oldProperty, documents.oldSchemas),
            Self.types(after, newProperty, documents.newSchemas), into: &changes)
        for key in ["style", "explode", "allowReserved"]
        where Self.value(key, of: before) != Self.value(key, of: after) && !isImplied(key, before, after) {
            add(
                "encoding-\(key == "allowReserved" ? "allow-reserved" : key)-changed", .error, name,
                "'\(key)' of the part '\(name)' changed", into: &changes)
        }
        UnjudgedComparison(documents).compare(
            before, after, except: ["contentType", "style", "explode", "allowReserved"],
            operation: place.operation, path: "\(place.path)/encoding/\(name)", into: &changes)
    }

    /// `explode` that nobody wrote is another where the style is, which is told.
    private func isImplied(_ key: String, _ before: JSONValue, _ after: JSONValue) -> Bool {
        key == "explode" && before[key] == nil && after[key] == nil
    }

    /// With what holds where nothing is written (OpenAPI 3.1, 4.8.15.1.1).
    private static func value(_ key: String, of encoding: JSONValue) -> JSONValue {
        if let written = encoding[key] { return written }
        return switch key {
        case "style": "form"
        case "explode": .bool((encoding["style"] ?? "form") == "form")
        default: .bool(false)
        }
    }

    /// Nil where the body has no such property: then its encoding says nothing.
    private func property(_ name: String, of media: JSONValue, _ schemas: SchemaReader) -> Schema? {
        schemas.read(schemas.read(media["schema"])?.named("properties")[name])
    }

    private func compareTypes(
        _ name: String, _ before: [MediaTypeName], _ after: [MediaTypeName], into changes: inout APIChanges
    ) {
        guard before.map(\.essence) != after.map(\.essence) else { return }
        let (sent, read) = place.context.direction == .request ? (before, after) : (after, before)
        let isTaken = sent.allSatisfy { type in
            read.contains { $0.essence == type.essence || $0.isRange(over: type) }
        }
        add(
            "encoding-content-type-changed", isTaken ? .info : .error, name,
            "the part '\(name)' was '\(Self.text(before))' and is '\(Self.text(after))'", into: &changes)
    }

    /// OpenAPI 3.1, 4.8.15.1: what holds where nothing is written follows from the type of the property.
    private static func types(
        _ encoding: JSONValue, _ property: Schema, _ schemas: SchemaReader
    ) -> [MediaTypeName] {
        guard let text = encoding["contentType"]?.string else {
            let schema = property.types == ["array"] ? schemas.read(property["items"]) ?? property : property
            return [MediaTypeName(implied(schema))]
        }
        return text.split(separator: ",").map { MediaTypeName(String($0)) }
    }

    private static func implied(_ schema: Schema) -> String {
        if schema.types == ["object"] { return "application/json" }
        return schema.format == "binary" || schema.types.isEmpty ? "application/octet-stream" : "text/plain"
    }

    private static func text(_ types: [MediaTypeName]) -> String {
        types.map(\.essence).joined(separator: ", ")
    }

    private func add(
        _ stem: String, _ level: APIChange.Level, _ name: String, _ text: String,
        into changes: inout APIChanges
    ) {
        let side = place.context.direction == .request ? "request" : "response"
        changes.add(
            "\(side)-body-\(stem)", level, operation: place.operation,
            path: "\(place.path)/encoding/\(name)", text)
    }
}
