import ArgumentParser
import Orchestration

struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Builds and data sets that are kept between gates.",
        subcommands: [Prune.self])

    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "prune",
            abstract: "Keep the newest entries that fit and remove the others; what a gate uses now stays.",
            discussion: "Every gate does so too, to PAWL_CACHE_SIZE (20GiB where it is not set).")

        @Option(help: "What may be left: 500MB, 10GiB; 0B: nothing.")
        var size: String?

        func run() async throws {
            try await reporting {
                let settings = Settings(repository: ".", variables: Variables.all) { _ in
                } warn: { _ in
                }
                guard let directory = settings.cacheDirectory else {
                    return Terminal.result("no cache is kept: PAWL_CACHE is off, or there is no home\n")
                }
                let most = try size.map { try bytes($0, of: "--size") } ?? settings.cacheSize()
                let (removed, left) = try pruneCache(directory, to: most)
                Terminal.result(
                    "\(removed) \(removed == 1 ? "entry" : "entries") removed, \(left) bytes left in \(directory)\n"
                )
            }
        }
    }
}
