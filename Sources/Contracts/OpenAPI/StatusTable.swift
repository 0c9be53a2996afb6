import GateModel
import JSON

/// Answers by status: a code is described by itself, else by its range, else by `default` (OpenAPI 3.1, 4.8.16).
struct StatusTable {
    /// In document order, ranges in upper case: `4xx` is `4XX`.
    let answers: JSONObject

    init(_ responses: JSONValue?) {
        var all = JSONObject()
        for member in responses?.object?.members ?? [] where !member.key.hasPrefix("x-") {
            let status = Self.isRange(member.key.uppercased()) ? member.key.uppercased() : member.key
            _ = all.append(JSONMember(status, member.value))
        }
        answers = all
    }

    subscript(status: String) -> JSONValue? { answers[status] }

    var statuses: [String] { answers.members.map(\.key) }

    /// `4XX` of `404`, `default` of a range or of a code without one; nil where nothing describes it.
    func cover(of status: String) -> String? {
        if let range = Self.range(around: status), answers[range] != nil { return range }
        return status != "default" && answers["default"] != nil ? "default" : nil
    }

    /// The codes of a range that are described by themselves.
    func codes(in range: String) -> [String] {
        statuses.filter { Self.range(around: $0) == range }
    }

    /// `4XX` of `404`
    static func range(around status: String) -> String? {
        guard status.utf8.count == 3, !isRange(status), let first = status.first, first.isNumber else {
            return nil
        }
        return "\(first)XX"
    }

    static func isRange(_ status: String) -> Bool { status.utf8.count == 3 && status.hasSuffix("XX") }

    /// 200 to 299, and `2XX`.
    static func isSuccess(_ status: String) -> Bool { status.utf8.count == 3 && status.hasPrefix("2") }

    var hasSuccess: Bool { statuses.contains(where: Self.isSuccess) }
}

/// Which answers of two tables describe the same status, though under different names.
struct MovedAnswers {
    struct Move {
        let from: String
        let to: String
    }

    /// What was described under one name and is under another.
    private(set) var moves: [Move] = []
    /// Statuses of the old table that nothing in the new one describes any more.
    private(set) var removed: [String] = []
    /// Statuses that are described by a range or by `default` now, which is new and says more.
    private(set) var generalized: [Move] = []
    /// Ranges of which only some codes are left.
    private(set) var narrowed: [String] = []
    /// Statuses that are described by what described others before.
    private(set) var merged: [String] = []
    /// Statuses that are new, whether or not something described them before.
    private(set) var added: [String] = []

    init(_ old: StatusTable, _ new: StatusTable) {
        for status in old.statuses where new[status] == nil { leave(status, old, new) }
        for status in new.statuses where old[status] == nil {
            added.append(status)
            guard let cover = old.cover(of: status), isTold(status, by: cover, old, new) else { continue }
            moves.append(Move(from: cover, to: status))
        }
    }

    private mutating func leave(_ status: String, _ old: StatusTable, _ new: StatusTable) {
        guard let cover = new.cover(of: status) else {
            let isLeft = status == "default" || !new.codes(in: status).isEmpty
            if status != "default", isLeft { narrowed.append(status) } else { removed.append(status) }
            return
        }
        // A `default` that was there before is told of other statuses, of errors above all.
        guard cover != "default" || old["default"] == nil else {
            if StatusTable.isRange(status), !new.codes(in: status).isEmpty {
                narrowed.append(status)
            } else {
                removed.append(status)
            }
            guard !StatusTable.isSuccess(status) else { return }
            moves.append(Move(from: status, to: cover))
            return
        }
        moves.append(Move(from: status, to: cover))
        if old[cover] == nil {
            generalized.append(Move(from: status, to: cover))
        } else {
            merged.append(status)
        }
    }

    /// Whether a new status says otherwise what another said of it: not where `default` is for errors, and a success is
    /// new beside others.
    private func isTold(
        _ status: String, by cover: String, _ old: StatusTable, _ new: StatusTable
    ) -> Bool {
        guard cover == "default" else { return true }
        return !(StatusTable.isSuccess(status) && old.hasSuccess)
    }
}
