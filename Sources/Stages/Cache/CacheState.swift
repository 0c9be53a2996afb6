/// What became of a directory that was kept.
enum CacheState: Equatable, Sendable {
    case nothing
    /// It is what was kept.
    case intact
    /// Somebody has changed it since.
    case changed
}
