/// What a look at a kept directory finds.
enum CacheState: Equatable, Sendable {
    case nothing
    /// It is what was kept.
    case intact
    /// Somebody has changed it since.
    case changed
}
