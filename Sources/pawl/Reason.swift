import ArgumentParser

/// Refuses a reason that says nothing: it is recorded, and somebody will read it.
func checkReason(_ reason: String?, option: String) throws {
    guard let reason, reason.allSatisfy(\.isWhitespace) else { return }
    throw ValidationError("'\(option)' wants a reason in words.")
}
