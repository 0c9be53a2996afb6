import GateModel
import JSON

/// The addresses under which operations are called.
struct ServerComparison {
    private let documents: DocumentPair

    init(_ documents: DocumentPair) {
        self.documents = documents
    }

    /// `servers` at the top, which hold where paths and operations have none of their own.
    func compareDocuments(into changes: inout APIChanges) {
        compare(documents.old.root["servers"], documents.new.root["servers"], operation: "", into: &changes)
    }

    /// Nothing where both operations only have what holds for the whole document.
    func compareOperations(_ pair: OperationPair, into changes: inout APIChanges) {
        guard pair.old.servers != nil || pair.new.servers != nil else { return }
        compare(
            pair.old.servers ?? documents.old.root["servers"],
            pair.new.servers ?? documents.new.root["servers"], operation: pair.name, into: &changes)
    }

    private func compare(
        _ old: JSONValue?, _ new: JSONValue?, operation: String, into changes: inout APIChanges
    ) {
        let (old, new) = (Self.servers(old), Self.servers(new))
        for (address, server) in old.servers {
            guard let counterpart = new[address] else {
                // The documents do not tell whether the old address still answers.
                changes.add(
                    "api-server-removed", .warning, operation: operation, path: "servers",
                    "the server '\(address)' is gone", detail: address)
                continue
            }
            UnjudgedComparison(documents).compare(
                server, counterpart, except: ["url", "name"], operation: operation,
                path: "servers/\(address)", into: &changes)
        }
        for (address, _) in new.servers where old[address] == nil {
            changes.add(
                "api-server-added", .info, operation: operation, path: "servers",
                "the server '\(address)' is new", detail: address)
        }
    }

    private struct List {
        let servers: [(address: String, server: JSONValue)]

        subscript(address: String) -> JSONValue? { servers.first { $0.address == address }?.server }
    }

    /// No servers means the one at `/`; a slash at the end does not count.
    private static func servers(_ value: JSONValue?) -> List {
        let list = value?.array ?? []
        guard !list.isEmpty else { return List(servers: [("/", [:])]) }
        return List(
            servers: list.map { server in
                let url = server["url"]?.string ?? "/"
                return (url.count > 1 && url.hasSuffix("/") ? String(url.dropLast()) : url, server)
            })
    }
}
