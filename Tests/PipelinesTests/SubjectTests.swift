import GateModel
import Testing

@testable import Pipelines

/// A file whose subject is `subject`, with one stage.
private func file(_ subject: String, stage: String = "baseline") -> String {
    """
    pawl: 1
    name: membership
    environment: test
    \(subject)
    operations: { home: GET / }
    stages:
      - \(stage)
    """
}

@Test(
    "an external subject is the URL at which it runs",
    arguments: ["http://127.0.0.1:8080", "http://[::1]:80/api"])
func external(url: String) throws {
    let pipeline = try parsePipeline(
        file("external: { url: \"\(url)\" }", stage: "regress: { rules: [ errors == 0 ] }"),
        path: "membership.yaml"
    ).pipeline
    #expect(pipeline.subject == .external(External(url: url)))
    #expect(pipeline.subject.build == nil && pipeline.subject.data == nil)
}

@Test("what is wrong with a subject is shown in its place", arguments: badSubjects)
func badSubject(bad: BadFile) {
    #expect(report(on: file(bad.part, stage: bad.replacement)) == bad.report)
}

/// `part` is the subject, `replacement` the stage.
private let badSubjects = [
    BadFile(
        "external: { url: \"https://example.org:443\" }", "baseline",
        #"""
        pipelines/membership.yaml:4:18: error: expected a URL that starts with http://, found 'https://example.org:443'
          4 | external: { url: "https://example.org:443" }
            |                  ^^^^^^^^^^^^^^^^^^^^^^^^^
          hint: such as http://127.0.0.1:8080
        """#),
    BadFile(
        "external: { url: \"http://example.org\" }", "baseline",
        #"""
        pipelines/membership.yaml:4:18: error: expected http://host:port, found 'http://example.org'
          4 | external: { url: "http://example.org" }
            |                  ^^^^^^^^^^^^^^^^^^^^
          hint: such as http://127.0.0.1:8080
        """#),
    BadFile(
        "external: { build: make }", "baseline",
        #"""
        pipelines/membership.yaml:4:1: error: 'external' needs the key 'url'
          4 | external: { build: make }
            | ^^^^^^^^
        pipelines/membership.yaml:4:13: error: unknown key 'build' in 'external'
          4 | external: { build: make }
            |             ^^^^^
          hint: known here: url
        """#),
    BadFile(
        "external: { url: \"http://127.0.0.1:80\" }\nservice: { start: ./serve, ready: GET / }", "baseline",
        #"""
        pipelines/membership.yaml:5:1: error: 'external' and 'service' are two subjects
          5 | service: { start: ./serve, ready: GET / }
            | ^^^^^^^
          hint: keep one of them; another file may judge the other
        """#),
    BadFile(
        "external: { url: \"http://127.0.0.1:80\" }", "compat",
        #"""
        pipelines/membership.yaml:7:5: error: 'compat' asks two revisions, and of an external service only one runs
          7 |   - compat
            |     ^^^^^^
          hint: leave the stage out
        """#),
    BadFile(
        "external: { url: \"http://127.0.0.1:80\" }", "memory: { rules: [ \"peak(memory) <= 1GB\" ] }",
        #"""
        pipelines/membership.yaml:7:5: error: 'memory' needs the processes of the service, which nobody knows of an external one
          7 |   - memory: { rules: [ "peak(memory) <= 1GB" ] }
            |     ^^^^^^
          hint: leave the stage out
        """#),
    BadFile(
        "external: { url: \"http://127.0.0.1:80\" }", "deploy: { run: ./deploy }",
        #"""
        pipelines/membership.yaml:7:5: error: 'deploy' of an external service, which runs already
          7 |   - deploy: { run: ./deploy }
            |     ^^^^^^
          hint: leave the stage out; a pipeline with a 'service' can deploy and watch
        pipelines/membership.yaml:7:5: error: 'deploy' without 'rollback'
          7 |   - deploy: { run: ./deploy }
            |     ^^^^^^
          hint: declare 'rollback: { scripts: rollback/NAME }' at the top level
        """#),
    BadFile(
        "external: { url: \"http://127.0.0.1:80\" }",
        "regress: { anchor: last-tag, rules: [ errors == 0 ] }",
        #"""
        pipelines/membership.yaml:7:24: error: 'anchor' of an external service, of which only one revision runs
          7 |   - regress: { anchor: last-tag, rules: [ errors == 0 ] }
            |                        ^^^^^^^^
          hint: leave it out
        """#),
]
