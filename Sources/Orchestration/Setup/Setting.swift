/// A setting's value, and who gave it: flags win over variables, variables over files and defaults.
package struct Setting: Hashable, Sendable {
    package let value: String
    /// `--trust`, `PAWL_TRUST`, `default`
    package let source: String

    /// The flag, else the variable, else the default.
    init?(
        flag: (name: String, value: String?), variable: (name: String, value: String?),
        default standard: String?
    ) {
        if let value = flag.value {
            self.init(value: value, source: flag.name)
        } else if let value = variable.value {
            self.init(value: value, source: variable.name)
        } else if let standard {
            self.init(value: standard, source: "default")
        } else {
            return nil
        }
    }

    init(value: String, source: String) {
        self.value = value
        self.source = source
    }
}
