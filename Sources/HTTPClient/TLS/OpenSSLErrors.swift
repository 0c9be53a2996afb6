import COpenSSL

/// The errors that OpenSSL keeps for each thread.
enum OpenSSLErrors {
    /// Takes the last one, and forgets those before it: `wrong version number`.
    static func taken() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard code != 0 else { return "no reason given" }
        guard let reason = ERR_reason_error_string(code) else { return "error \(code)" }
        return String(cString: reason)
    }
}
