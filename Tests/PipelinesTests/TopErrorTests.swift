import Testing

@testable import Pipelines

@Test("what is wrong at the top, in 'service' or 'rollback' is shown in its place", arguments: badTops)
func badTop(bad: BadFile) {
    #expect(report(replacing: bad.part, with: bad.replacement) == bad.report)
}

private let badTops = [
    BadFile(
        "pawl: 1 ", "pawl: 2 ",
        #"""
        pipelines/membership.yaml:1:7: error: version '2' is not known to this version of pawl
          1 | pawl: 2                              # version of this format
            |       ^
          hint: write 'pawl: 1', or use a newer pawl
        """#),
    BadFile(
        "pawl: 1 ", "#",
        #"""
        pipelines/membership.yaml:2:1: error: the file does not say which version it is
          2 | name: membership
            | ^^^^
          hint: start with 'pawl: 1'
        """#),
    BadFile(
        "pawl: 1 ", "environment: x\npawl: 1 ",
        #"""
        pipelines/membership.yaml:4:1: error: key 'environment' is there twice
          4 | environment: staging
            | ^^^^^^^^^^^
          hint: the first one is on line 1
        """#),
    BadFile(
        "name: membership", "name: checkout",
        #"""
        pipelines/membership.yaml:2:7: error: 'checkout' is not the file's name
          2 | name: checkout
            |       ^^^^^^^^
          hint: name the file 'checkout.yaml'
        """#),
    BadFile(
        "name: membership", "name: Membership",
        #"""
        pipelines/membership.yaml:2:7: error: 'Membership' is not a name
          2 | name: Membership
            |       ^^^^^^^^^^
          hint: names are lower-case letters, digits and hyphens: [a-z0-9][a-z0-9-]*
        """#),
    BadFile(
        "ready: GET /health", "ready: GET /x: y",
        #"""
        pipelines/membership.yaml:7:16: error: not valid YAML: mapping values are not allowed in this context
          7 |   ready: GET /x: y
            |                ^
          hint: quote a value that contains ': '
        """#),
    BadFile(
        "ready_within: 10s", "ready_within: 10",
        #"""
        pipelines/membership.yaml:8:17: error: expected a duration, found '10'
          8 |   ready_within: 10
            |                 ^^
          hint: write an amount with a unit: 10s, 2m, 1.5h
        """#),
    BadFile(
        "ready_within: 10s", "ready_within: 0s",
        #"""
        pipelines/membership.yaml:8:17: error: expected a duration from 1ms to 365d, found '0s'
          8 |   ready_within: 0s
            |                 ^^
          hint: write an amount with a unit: 10s, 2m, 1.5h
        """#),
    BadFile(
        "ready: GET /health", "ready: GET /{member}",
        #"""
        pipelines/membership.yaml:7:15: error: unknown value 'member'
          7 |   ready: GET /{member}
            |               ^^^^^^^^
          hint: declare it under 'values'
        """#),
    BadFile(
        "scripts: rollback/membership", "scripts: ../x",
        #"""
        pipelines/membership.yaml:79:12: error: '../x' is not a path inside the repository
          79 |   scripts: ../x
             |            ^^^^
          hint: such as 'rollback/checkout'
        """#),
    BadFile(
        "build: ./build", "build: &a ./build",
        #"""
        pipelines/membership.yaml:5:10: error: anchors and aliases are not read in pipeline files
          5 |   build: &a ./build
            |          ^
          hint: write the value out, and quote one that starts with '&' or '*'
        """#),
    BadFile(
        "build: ./build", "build: *a",
        #"""
        pipelines/membership.yaml:5:10: error: not valid YAML: found undefined alias
          5 |   build: *a
            |          ^
          hint: quote a value that starts with '*'
        """#),
    BadFile(
        "build: ./build", "build: !!int 5",
        #"""
        pipelines/membership.yaml:5:10: error: tags are not read in pipeline files
          5 |   build: !!int 5
            |          ^
          hint: quote a value that starts with '!'
        """#),
    BadFile(
        "build: ./build", "build: %a",
        #"""
        pipelines/membership.yaml:5:10: error: not valid YAML: found character that cannot start any token while scanning for the next token
          5 |   build: %a
            |          ^
          hint: quote a value that starts with '%', '@' or '`', and indent with spaces
        """#),
    BadFile(
        "build: ./build", "build: []",
        #"""
        pipelines/membership.yaml:5:10: error: the command is empty
          5 |   build: []
            |          ^
        """#),
    BadFile(
        "build: ./build", "shared: yes",
        #"""
        pipelines/membership.yaml:5:3: error: 'record-payment' writes, and with 'shared: yes' all blocks share data
          5 |   shared: yes
            |   ^^^^^^
          hint: declare only GET and HEAD operations, or leave 'shared' out
        """#),
    BadFile(
        "build: ./build", "env: [PAWL_KEY_FILE]",
        #"""
        pipelines/membership.yaml:5:9: error: 'PAWL_KEY_FILE' never passes to a command: it opens the signing key
          5 |   env: [PAWL_KEY_FILE]
            |         ^^^^^^^^^^^^^
        """#),
    BadFile(
        "build: ./build", "secrets: [A=B]",
        #"""
        pipelines/membership.yaml:5:13: error: 'A=B' is not the name of a variable
          5 |   secrets: [A=B]
            |             ^^^
          hint: values come from the caller's environment; only names stand here
        """#),
    BadFile(
        "copy: default\n    drop: default", "copy: cp -r",
        #"""
        pipelines/membership.yaml:11:5: error: 'copy' is a command, and nothing says how a copy goes away again
          11 |     copy: cp -r
             |     ^^^^
          hint: declare 'drop' too; 'drop: default' if removing the directory PAWL_STATE is enough
        """#),
    BadFile(
        "rollback:\n  scripts", "rolback:\n  scripts",
        #"""
        pipelines/membership.yaml:68:5: error: 'deploy' without 'rollback'
          68 |   - deploy: { run: ./deploy, within: 10m }
             |     ^^^^^^
          hint: declare 'rollback: { scripts: rollback/NAME }' at the top level
        pipelines/membership.yaml:78:1: error: unknown key 'rolback' in the file
          78 | rolback:
             | ^^^^^^^
          hint: did you mean 'rollback'?
        """#),
    BadFile(
        "rollback:", "notify: []\nrollback:",
        #"""
        pipelines/membership.yaml:78:1: error: 'notify' is not supported by this version of pawl
          78 | notify: []
             | ^^^^^^
        """#),
    BadFile(
        "start: python3 service.py\n", "\n",
        #"""
        pipelines/membership.yaml:4:1: error: 'service' needs the key 'start'
          4 | service:
            | ^^^^^^^
        """#),
]
