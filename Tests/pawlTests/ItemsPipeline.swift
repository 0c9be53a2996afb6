/// The pipeline file of the items service, with the stages that a test wants.
///
/// Limits on times are so loose that a busy machine decides nothing.
struct ItemsPipeline {
    var stages: [String]
    var readyWithin = "10s"
    var passed = "[]"
    var secrets = "[]"
    /// What is opened to the service, `{ write: [/tmp/told] }`; nil: nothing.
    var sandbox: String?
    var isolation = "preferred"
    var enforces = true
    /// Whether a state is also a name in the directory that `ITEMS_REGISTER` names, as a database would be.
    var isRegistered = false
    /// Prints what staging runs; nil for a pipeline that deploys nothing.
    var deployed: String?

    init(_ stages: String...) {
        self.stages = stages
    }

    /// Deploys to staging after `compat`, and watches it there.
    static func deploying(
        deploy: String = "deploy: { run: ./deploy, within: 30s }", watch: String? = ItemsPipeline.watch
    ) -> ItemsPipeline {
        var pipeline = ItemsPipeline(compat, deploy)
        pipeline.stages += watch.map { [$0] } ?? []
        pipeline.deployed = "python3 -S staging.py deployed"
        return pipeline
    }

    static let baseline = "baseline: { cycles: 3, rules: [ \"mean(queries) in 1..5 for reads\" ] }"
    static let compat = "compat: {}"
    static let regress = regress("median(response_time) <= +400%", "mean(queries) <= +0", "errors == 0")
    static let memory =
        "memory: { at_least: 1s, max_operations: 600, rules: [ growth(memory) <= 20KB/op, peak(memory) <= 1GB ] }"
    static let scale =
        "scale: { users: 5, operations_per_user: 4, rules: [ max(queries) <= 10, errors == 0 ] }"
    /// For tests that do something to the gate meanwhile.
    static let longWatch = watch("for: 60s, every: 250ms, sustained: 2 of 2")
    static let watch = watch("for: 500ms, every: 250ms, sustained: 2 of 2")

    static func regress(_ rules: String...) -> String {
        "regress: { pairs: 4, blocks: 8, cpu: +400%, rules: [ \(rules.map { "\"\($0)\"" }.joined(separator: ", ")) ] }"
    }

    static func watch(_ settings: String, _ rule: String = "errors <= 1%") -> String {
        "watch: { url: \"http://127.0.0.1:PORT\", operations: [read], before: 250ms, \(settings), rules: [ \"\(rule)\" ] }"
    }

    private var registered: String {
        let name = "\"$ITEMS_REGISTER/$(basename \"$PAWL_STATE\")\""
        return """
             && mkdir \(name)
                copy: 'cp -R "$PAWL_STATE_FROM/." "$PAWL_STATE" && mkdir \(name)'
                drop: 'rmdir \(name)'
            """
    }

    /// - Parameter port: where staging listens.
    func text(port: UInt16) -> String {
        """
        pawl: 1
        name: items
        environment: staging\(enforces ? "" : "\nenforce: no")
        service:
          build: ./build
          start: exec python3 -S service.py
          ready: GET /health
          ready_within: \(readyWithin)
          env: \(passed)
          secrets: \(secrets)
          data:
            seed: python3 -S seed.py\(isRegistered ? registered : "")
            migrate: python3 -S migrate.py
            count:
              items: { run: python3 -S count.py, at_least: 50 }
        values:
          id: 1..50
          name: [pear, plum]
        operations:
          read: "GET /items/{id}"
          add:
            request: "POST /items"
            json: { name: "{name}" }
            expect: 201
            then: "GET /items/{response.id}"
          unknown: { request: "GET /items/999999", expect: 404 }
        metrics:
          queries: { header: X-Query-Count, unit: count }
        groups:
          reads: [read]
        stages:
        \(stages.map { "  - " + $0.replacing("PORT", with: String(port)) }.joined(separator: "\n"))
        \(deployed.map { "rollback: { scripts: rollback/items, deployed: '\($0)' }" } ?? "")
        isolation: \(isolation)
        \(sandbox.map { "sandbox: \($0)" } ?? "")

        """
    }
}
