"""What the fuzzer starts from: golden files and test data of the repository, and keys and signatures that git and ssh-keygen make."""

import base64
import functools
import gzip
import json
import pathlib
import re
import subprocess
import tempfile
import textwrap

TESTS = pathlib.Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
DICTIONARY = pathlib.Path(__file__).resolve().parent / "words.dict"


def of(name):
    """Inputs that the parser of that name accepts, or nearly."""
    return SEEDS[name]()


def golden(beginning):
    """As they are signed and hashed: canonical JSON, whose strings are ASCII in nearly all of them."""
    files = sorted((TESTS / "DecisionLogTests/Golden").glob(f"{beginning}-*.json"))
    return [json.dumps(json.loads(file.read_text()), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            for file in files]


def envelopes(type):
    """Of the golden entries, with a signature of nobody's under the key's name that the fuzzed reader expects."""
    signature = base64.b64encode(bytes(range(64))).decode()
    return [json.dumps({"payload": base64.b64encode(payload).decode(), "payloadType": type,
                        "signatures": [{"keyid": f"SHA256:{'A' * 43}", "sig": signature}]}, separators=(",", ":")).encode()
            for payload in golden("entry")]


def pending():
    payloads = []
    for payload in golden("entry"):
        predicate = json.loads(payload)["predicate"]
        decision = {key: value for key, value in predicate.items() if key not in ("index", "origin", "previous", "evidence")}
        payloads.append({"decision": decision, "evidence": predicate["evidence"]})
    return [json.dumps({"payload": base64.b64encode(json.dumps(payload, sort_keys=True, separators=(",", ":")).encode()).decode(),
                        "payloadType": "application/vnd.pawl.pending+json",
                        "signatures": [{"keyid": "a", "sig": ""}]}).encode() for payload in payloads]


@functools.cache
def keys():
    """A key, its public line, a signature, an allowed-signers file, and a commit that git has signed."""
    with tempfile.TemporaryDirectory(prefix="pawl-fuzz-") as name:
        directory = pathlib.Path(name)
        key = directory / "key"

        def run(*words, input=b""):
            environment = {"PATH": "/usr/bin:/bin", "HOME": name, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Pawl",
                           "GIT_AUTHOR_EMAIL": "pawl@localhost", "GIT_COMMITTER_NAME": "Pawl",
                           "GIT_COMMITTER_EMAIL": "pawl@localhost"}
            return subprocess.run(
                [str(word) for word in words], cwd=name, env=environment, input=input, capture_output=True, check=True).stdout

        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "anna@example.org", "-f", key)
        run("git", "init", "-q")
        tree = run("git", "hash-object", "-t", "tree", "-w", "--stdin").decode().strip()
        commits = []
        for words in ([], ["-p", "HEAD"]):
            commit = run("git", "-c", "gpg.format=ssh", "-c", f"user.signingkey={key}", "commit-tree", "-S", tree, *words,
                         input=b"block items 3f2a91c\n\n[skip ci]\n\nPawl-Index: 0\n").decode().strip()
            run("git", "update-ref", "HEAD", commit)
            commits.append(run("git", "cat-file", "commit", commit))
        public = (directory / "key.pub").read_bytes()
        options = b'anna@example.org,*.example.org namespaces="git,file" valid-after="20200101Z",valid-before="20400101120000Z" '
        return {
            "private": key.read_bytes(), "public": public, "commits": commits,
            "signature": run("ssh-keygen", "-Y", "sign", "-n", "git", "-f", key, input=b"message"),
            "signers": [b"anna@example.org " + public, b"# people\n" + options.replace(b'" valid', b'",valid') + public * 3],
        }


def responses():
    body = b'{"items": [1, 2, 3]}'
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    packed = gzip.compress(body, mtime=0)
    return [
        head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body,
        head + b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\n{\"ite\r\nf\r\nms\": [1, 2, 3]}\r\n0\r\nX-Sum: 1\r\n\r\n",
        head + f"Content-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n".encode() + packed,
        head + b"Content-Encoding: deflate, gzip\r\nConnection: close\r\n\r\n" + packed,
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\nSet-Cookie: a=b; Path=/\n\n",
        b"HTTP/1.0 503 \r\nConnection: keep-alive\r\n\r\nbusy",
    ]


def quoted(folder, beginning):
    """Texts between three quotes in Swift sources that begin like that: documents of the tests."""
    found = []
    for file in sorted((TESTS / folder).rglob("*.swift")):
        for text in re.findall(r'"""\n(.*?)\n *"""', file.read_text(), re.DOTALL):
            text = textwrap.dedent(text)
            if re.match(beginning, text):
                found.append(text.encode())
    return found


def reports():
    files = sorted((TESTS / "MeasuringTests/Samples").iterdir())
    texts = quoted("MeasuringTests/ReportFormats", r"[{\[<#\w]")
    numbers = [b"0.01\n0.0125\n1e-3\n", b"goos: linux\nBenchmarkParse-8 \t 100\t 11.5 ns/op\t 16 B/op\nok \tshop\t1.2s\n"]
    # Criterion's own files and others that no test has as a file.
    return [file.read_bytes() for file in files] + texts + numbers


def openapi():
    found = quoted("ContractsTests/OpenAPI", r"(openapi:|\{)")
    cases = TESTS / "ContractsTests/OpenAPI/FieldCases"
    for file in sorted(cases.glob("*.json")) if cases.is_dir() else []:
        found += documents(json.loads(file.read_text()))
    return found + [OPENAPI.encode()]


def documents(value):
    """Whatever is an OpenAPI document somewhere in a JSON file."""
    if isinstance(value, dict):
        if "openapi" in value:
            return [json.dumps(value).encode()]
        return [document for child in value.values() for document in documents(child)]
    if isinstance(value, list):
        return [document for child in value for document in documents(child)]
    return []


OPENAPI = """\
openapi: 3.1.0
info: { title: shop, version: "1" }
servers: [ { url: "https://{host}/v1", variables: { host: { default: shop.example } } } ]
security: [ { key: [] } ]
paths:
  /items/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
    get:
      operationId: item
      responses:
        "200":
          description: ok
          headers: { X-Rate: { schema: { type: string } } }
          content:
            application/json: { schema: { $ref: "#/components/schemas/Item" } }
    post:
      deprecated: true
      x-sunset: "2026-01-01"
      requestBody:
        content:
          multipart/form-data:
            schema: { allOf: [ { $ref: "#/components/schemas/Item" }, { type: object, required: [name] } ] }
            encoding: { name: { contentType: text/plain } }
      responses: { default: { $ref: "#/components/responses/Error" } }
components:
  responses: { Error: { description: no, content: { application/json: { schema: { oneOf: [ { type: string }, { type: "null" } ] } } } } }
  securitySchemes: { key: { type: apiKey, name: X-Key, in: header } }
  schemas:
    Item:
      type: object
      properties:
        name: { type: string, enum: [pear, plum], maxLength: 9, pattern: "^[a-z]+$" }
        parts: { type: array, items: { $ref: "#/components/schemas/Item" }, maxItems: 3 }
      additionalProperties: false
"""


def pipelines():
    files = [(ROOT / "pipelines/membership.yaml").read_bytes()]
    texts = quoted("PipelinesTests", r"pawl:") + quoted("pawlTests", r"pawl:")
    readme = [textwrap.dedent(text).encode() for text in re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)]
    return files + texts + readme


def json_texts():
    return [rb'{"a":[1,-0.5e3,"\u00e9\ud83d\ude00\n",null,true],"b":{}}', b'[9007199254740993,1e400,"\\/",[[[[]]]]]'] + golden("entry")


def yaml_texts():
    marks = b"a: &x [1, 'two', \"three\\n\"]\nb: !!str 4\nc: { <<: *x, d: *x }\ne: |\n  text\n  more\nf: >-\n  folded\n---\ng\n"
    return [marks, b"reversible: full\nwhen: before\ntimeout: 30s\n", *pipelines(), *openapi()]


def pairs(texts, separator):
    """Each beside the next, and beside itself."""
    return [old + separator + new for old, new in zip(texts, texts[1:] + texts[:1])] + [text + separator + text for text in texts]


def headers():
    values = [
        b"text/html; charset=utf-8; q=\"a;b\"", b"max-age=3600, private, stale-while-revalidate=5", b"Accept, Accept-Encoding, *",
        b"GET, HEAD", b"<https://shop.example/2>; rel=\"next\"; title=a, </1>; rel=prev", b"Wed, 21 Oct 2026 07:28:00 GMT", b"gzip, br",
        b"max-age=63072000; includeSubDomains; preload", b"default-src 'self'; img-src *; script-src 'none'",
        b"session=1; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=10",
    ]
    return pairs(values, b"\n")


def answers():
    bodies = [
        b'{"id":1,"name":"pear","at":"2026-01-01T10:00:00Z","tags":["a","b"],"url":"https://shop.example/1"}',
        b'[{"id":1,"price":1.5},{"id":2,"price":null}]', b'"3f2a91c0-0000-4000-8000-000000000000"', b"12", b"<html>", b"",
    ]
    return pairs(bodies, b"\n")


def outputs():
    return pairs([b"id name\n1  pear\n2  plum\n", b'{"a":1}', b"took 12.5 ms, 3 found\n\n", b""], b"\0")


def helps():
    return quoted("ContractsTests/Commands", r"(?i)(usage|options|\w+ )") + [
        b"usage: tool [-h] [--format {json,text}] FILE\n\noptions:\n  -h, --help  show this\n  --format {json,text}  how\n",
        b"Usage: tool <COMMAND>\n\nCommands:\n  list  Lists\n  help  Helps\n\nOptions:\n  -v, --verbose <N>  [possible values: 1, 2]\n",
        b"Usage of tool:\n  -limit int\n    \tmost (default 3)\n"]


def signature_reports():
    return quoted("ContractsTests/Signatures", r"[{\[\w]") + [
        b'{"breakages":[{"kind":"Object was removed","path":"shop.a","old":"a","new":null}],"gaps":["b"],"modules":1}',
        b'{"path":"proto/a.proto","start_line":1,"type":"FIELD_NO_DELETE","message":"gone"}\n',
        b'[{"file":"a.sql","line":0,"column":0,"level":"Warning","message":"m","help":null,"rule_name":"ban-drop-column"}]',
        b"Leaf changes summary: 1 artifact changed\n\n1 Removed function:\n\n  [D] 'function int gone()'\n",
        b"breaking rule-id list: it is gone\nwarning other -: text\n",
        b'{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"ruleId":"a","level":"error","message":{"text":"t"}}]}]}',
    ]


SEEDS = {
    "signed-commit": lambda: keys()["commits"],
    "envelope": lambda: envelopes("application/vnd.in-toto+json"),
    "statement": lambda: golden("entry"),
    "evidence": lambda: golden("evidence"),
    "pending": pending,
    "ssh-signature": lambda: [keys()["signature"]],
    "private-key": lambda: [keys()["private"]],
    "public-key": lambda: [keys()["public"]],
    "allowed-signers": lambda: keys()["signers"],
    "base64": lambda: [b"", b"QQ==", b"QUI=", b"QUJD", b"-_-_", base64.b64encode(bytes(range(256)))],
    "json": json_texts,
    "json-pointer": lambda: [b"", b"/a/0", b"/a~1b/~0"],
    "yaml": yaml_texts,
    "pipeline": pipelines,
    "change-settings": lambda: [b"reversible: lossy\nautomatic: yes\nwhen: before\ntimeout: 30s\nnote: 'why'\n"],
    "openapi": openapi,
    "openapi-pair": lambda: pairs(openapi(), b"%"),
    "report": reports,
    "http-response": responses,
    "header": headers,
    "answers": answers,
    "command-output": outputs,
    "help": helps,
    "signature-report": signature_reports,
    "locust-notes": lambda: quoted("MeasuringTests/Locust", r"\{") + [b'{"locust":"2.47.0"}\n{"connected":"worker-1"}\n{"ended":true}\n'],
}
