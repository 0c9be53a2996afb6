import GateModel

/// Pairs the paths of two documents and compares what they hold.
struct PathComparison {
    private let documents: DocumentPair
    private let today: CalendarDate

    init(_ documents: DocumentPair, today: CalendarDate) {
        self.documents = documents
        self.today = today
    }

    func compare(into changes: inout APIChanges) {
        let old = APIPath.all(of: documents.old)
        let new = APIPath.all(of: documents.new)
        let pairing = PathPairing(old, new)
        for path in pairing.removed {
            for operation in path.operations {
                RemovedOperation(operation, today: today, withItsPath: true).report(into: &changes)
            }
        }
        for path in pairing.added {
            for operation in path.operations { reportAdded(operation, into: &changes) }
        }
        for (old, new) in pairing.pairs { compare(old, new, into: &changes) }
    }

    private func compare(_ old: APIPath, _ new: APIPath, into changes: inout APIChanges) {
        for operation in old.operations {
            guard let counterpart = new.operation(operation.method) else {
                RemovedOperation(operation, today: today, withItsPath: false).report(into: &changes)
                continue
            }
            OperationPair(operation, counterpart, documents, today: today).compare(into: &changes)
        }
        for operation in new.operations where old.operation(operation.method) == nil {
            reportAdded(operation, into: &changes)
        }
        UnjudgedComparison(documents).compare(
            old.item, new.item, except: APIPath.keys, operation: "", path: "paths/\(old.template)",
            into: &changes)
    }

    private func reportAdded(_ operation: APIOperation, into changes: inout APIChanges) {
        changes.add(
            "endpoint-added", .info, operation: operation.description, path: "", "the operation is new")
    }
}
