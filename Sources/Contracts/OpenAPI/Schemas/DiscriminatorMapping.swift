import GateModel
import JSON

/// The values by which a discriminator tells what a value is.
struct DiscriminatorMapping {
    /// What each value leads to, as written or as a reference.
    let values: [JSONKey: String]
    /// Whether the schema names no alternatives: then it may be what inherits from it, or what is mapped.
    let isOpen: Bool
    /// Whether the discriminator is the schema's own, and not that of one of several which it is composed of.
    let isOwn: Bool

    /// Nil for a schema without a discriminator.
    init?(_ schema: Schema, in reader: SchemaReader) {
        guard let discriminator = schema["discriminator"]?.object else { return nil }
        let written = discriminator["mapping"]?.object?.members ?? []
        var values = Dictionary(written.map { (JSONKey($0.key), $0.value.string ?? "") }) { first, _ in first
        }
        let mapped = Set(values.values.map(Self.name))
        isOpen = schema.choices.isEmpty
        let home = reader.homeOfDiscriminator(in: schema)
        isOwn = home != nil
        let others =
            isOpen
            ? home?.reference.map(reader.document.references.heirs) ?? []
            : schema.choices.compactMap { $0["$ref"]?.string }
        // A component that no value leads to is known by its name.
        for reference in others {
            let name = Self.name(reference)
            if !mapped.contains(name), values[name] == nil { values[name] = reference }
        }
        self.values = values
    }

    private static func name(_ target: String) -> JSONKey {
        let last = target.split(separator: "/").last ?? target[...]
        return JSONKey(ReferenceTable.percentDecoded(last))
    }

    /// As it could stand in a document.
    static func reference(_ target: String) -> JSONValue {
        .object(JSONObject([JSONMember("$ref", .string(ReferenceSurvey.reference(target)))]))
    }
}

/// Where a discriminator stands.
struct DiscriminatorHome {
    /// The component that has it; nil where it stands in place.
    let reference: String?
}

extension SchemaReader {
    private static let maximumWrappers = 64

    /// Where the discriminator of a schema stands that is the schema's own, or that of the one that it only wraps; nil where it
    /// is that of one of several which the schema is composed of.
    func homeOfDiscriminator(in schema: Schema) -> DiscriminatorHome? {
        var written = schema.written
        var reference: String?
        for _ in 0..<Self.maximumWrappers {
            guard let object = written?.object else { return DiscriminatorHome(reference: nil) }
            if let target = object["$ref"]?.string {
                guard let end = end(of: ReferenceSurvey.exact(target)) else { return nil }
                reference = end.chain.last
                written = end.target
            } else if object["discriminator"] != nil {
                return DiscriminatorHome(reference: reference)
            } else {
                guard let members = object["allOf"]?.array, members.count == 1,
                    object.members.allSatisfy({ Self.isWrapping($0.key) })
                else { return nil }
                written = members[0]
            }
        }
        return nil
    }

    private static func isWrapping(_ keyword: String) -> Bool {
        keyword == "allOf" || keyword == "nullable" || keyword == "type"
            || SchemaKeywords.isAnnotation(keyword)
    }
}
