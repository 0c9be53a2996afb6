/// One header line: a name and its value, without the blanks around it.
package struct HTTPHeader: Sendable, Hashable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

extension [HTTPHeader] {
    /// The values of every header of that name, in the order they came; letter case is ignored.
    package func values(of name: String) -> [String] {
        let wanted = name.lowercased()
        return filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// Whether a comma-separated header such as `Connection` lists this lower-case token, in any letter case.
    func list(_ name: String, contains token: String) -> Bool {
        values(of: name).contains { value in
            value.lowercased().split(separator: ",").contains { item in
                item.filter { $0 != " " && $0 != "\t" } == token
            }
        }
    }
}
