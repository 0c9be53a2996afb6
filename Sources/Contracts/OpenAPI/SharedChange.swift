import GateModel

/// One change of what several operations share, told once.
struct SharedChange {
    /// As it is told if only one operation comes by.
    let alone: APIChange
    /// `components/schemas/User/email`; nil where it is told at the place of the first.
    let path: String?
    /// As it is told if several come by.
    let text: String

    /// What makes two findings the same change.
    struct Key: Hashable {
        /// Numbers of references, as ``APIChanges/number(of:)`` gives them.
        let component: Int
        let counterpart: Int
        let id: String
        let level: APIChange.Level
        /// Within the component.
        let path: String
        let detail: String
    }

    /// - Parameters:
    ///   - component: `#/components/parameters/Limit`
    ///   - inner: the place within it.
    init(_ alone: APIChange, of component: String, at inner: String) {
        self.alone = alone
        path = Self.path(of: component).map { SchemaNode.path($0, inner) }
        text = alone.text
    }

    /// What a walk found behind two references.
    init(_ alone: APIChange, _ finding: SchemaFinding, behind references: SchemaPair.References) {
        self.alone = alone
        guard let component = Self.path(of: finding.owner ?? references.new) else {
            path = nil
            text = alone.text
            return
        }
        path = SchemaNode.path(component, finding.path)
        let name = component.split(separator: "/").last.map(String.init) ?? component
        let subject = finding.path.isEmpty ? "'\(name)'" : "'\(finding.path)' of '\(name)'"
        text = "\(subject): \(finding.what)"
    }

    /// As it is told, with the operations that it reaches.
    func told(in operations: [String]) -> APIChange {
        guard operations.count > 1 else { return alone }
        return APIChange(
            id: alone.id, level: alone.level, operation: path == nil ? alone.operation : "",
            path: path ?? alone.path, text: text, detail: alone.detail, operations: operations)
    }

    /// `components/schemas/User` of `#/components/schemas/User`; nil for what is no single reference.
    private static func path(of reference: String) -> String? {
        guard reference.hasPrefix("#/"), !reference.contains(" with ") else { return nil }
        return ReferenceTable.percentDecoded(reference.dropFirst(2))
    }
}
