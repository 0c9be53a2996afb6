/// A setting's value, and who gave it: flags win over variables, variables over files and defaults.
struct Setting: Hashable, Sendable {
    let value: String
    /// `--trust`, `PAWL_TRUST`, `default`
    let source: String

    /// The flag, else the variable, else the default.
    init?(flag: (name: String, value: String?), variable: String, default standard: String?) {
        if let value = flag.value {
            self.init(value: value, source: flag.name)
        } else if let value = Variables[variable] {
            self.init(value: value, source: variable)
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
