extension ChangeSettings {
    /// Reads a `change.yaml`: one level of keys, each with one plain value, no anchors, no key twice.
    init(parsing text: String) throws(SettingsProblem) {
        let fields = try SettingsFields(
            parsing: text, known: ["reversible", "when", "timeout", "automatic", "note"])
        let automatic = try fields.value(of: "automatic", wanted: "'yes' or 'no'") {
            ["yes": true, "true": true, "no": false, "false": false][$0]
        }
        let reversible = try fields.value(of: "reversible", wanted: "'full', 'lossy' or 'none'") {
            ["full": Reversible.full, "lossy": .lossy(automatic: automatic ?? false), "none": .none][$0]
        }
        guard let reversible else { throw SettingsProblem("'reversible' is missing") }
        switch reversible {
        case .lossy: break
        case .full, .none:
            guard automatic == nil else {
                throw SettingsProblem(
                    "'automatic' belongs to 'reversible: lossy' only", at: fields.place(of: "automatic"))
            }
        }
        self.init(reversible: reversible)
        if let when = try fields.value(of: "when", wanted: "'after' or 'before'", When.init(rawValue:)) {
            self.when = when
        }
        let length = "a duration from 1s to 24h, such as '90s', '2m' or '1.5h'"
        if let timeout = try fields.value(of: "timeout", wanted: length, Duration.init(declared:)) {
            self.timeout = timeout
        }
        _ = try fields.value(of: "note", wanted: "text") { $0 }
    }
}

extension Duration {
    /// `90s`, `2m`, `1.5h`; nil for anything else, for less than a second and for more than a day.
    fileprivate init?(declared text: String) {
        let sizes: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let digits = text.dropLast()
        let isDecimal = digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard isDecimal, let unit = text.last, let size = sizes[unit], let number = Double(digits),
            (1...86_400).contains(number * size)
        else { return nil }
        self = .milliseconds(Int64((number * size * 1000).rounded()))
    }
}
