/// Compares one module of two trees through griffe's Python interface, and prints what it finds as JSON.
///
/// Arguments: the two checkouts, the module. Both are only parsed, never imported. The module is looked for in each
/// checkout and in its `src`. `gaps` are public source files that do not parse and compiled modules without stubs, which
/// griffe passes over in silence. Exit status 90: no griffe; 91 and 92: no such module in the first, the second tree;
/// 93: in neither.
let griffeScript = #"""
    import ast, json, pathlib, sys
    try:
        import griffe
    except ImportError:
        sys.exit(90)
    from importlib import metadata

    def version():
        for name in ("griffe", "griffelib"):
            try:
                return metadata.version(name)
            except metadata.PackageNotFoundError:
                pass
        return ""

    def load(side, root, module):
        try:
            return griffe.load(
                module, search_paths=[root, root + "/src"], try_relative_path=False,
                allow_inspection=False, resolve_aliases=True, resolve_external=None)
        except (ImportError, KeyError, griffe.GriffeError) as error:
            stem = module.replace(".", "/")
            places = [root + below + "/" + stem for below in ("", "/src")]
            if any(pathlib.Path(place + end).exists() for place in places for end in ("", ".py", ".pyi")):
                sys.exit(f"{side}: {module} cannot be read: {error}")
            return None

    def sources(module):
        path = module.filepath
        for top in path if isinstance(path, list) else [path]:
            if top.stem != "__init__" and top.is_file():
                yield top, top.name
                continue
            top = top if top.is_dir() else top.parent
            for file in sorted(top.rglob("*")):
                parts = file.relative_to(top).with_name(file.name.split(".")[0]).parts
                public = all(part.isidentifier() and (part == "__init__" or part[0] != "_") for part in parts)
                if public and file.suffix in (".py", ".pyi", ".so", ".pyd"):
                    yield file, str(file.relative_to(top))

    def gaps(side, module):
        for file, name in sources(module):
            if file.suffix in (".so", ".pyd"):
                stem = file.name.split(".")[0]
                if not any((file.parent / (stem + suffix)).exists() for suffix in (".py", ".pyi")):
                    yield f"{side}: {name} is compiled and has no stub"
                continue
            try:
                ast.parse(file.read_bytes())
            except (SyntaxError, ValueError) as error:
                yield f"{side}: {name} does not parse: {error}"

    def is_bare(module):
        def public(item):
            return any(
                member.is_public and (member.is_alias or not member.is_module or public(member))
                for member in item.members.values())
        return not public(module)

    def text(value):
        if value is None:
            return None
        if isinstance(value, griffe.Parameter):
            marks = {"keyword-only": "*, ", "variadic positional": "*", "variadic keyword": "**"}
            mark = marks.get(value.kind.value, "")
            end = ", /" if value.kind.value == "positional-only" else ""
            note = f": {value.annotation}" if value.annotation is not None else ""
            default = f" = {value.default}" if not mark.startswith("**") and value.default is not None else ""
            return mark + value.name + note + (default if mark in ("", "*, ") else "") + end
        if isinstance(value, (list, tuple)):
            return ", ".join(str(item) for item in value) or None
        kind = getattr(value, "kind", value)
        return str(getattr(kind, "value", kind))

    def breakage(found):
        values = found.old_value, found.new_value
        parameter = next((value.name for value in values if isinstance(value, griffe.Parameter)), None)
        return {
            "kind": found.kind.name, "object": found.obj.path, "parameter": parameter,
            "baseline": text(values[0]), "candidate": text(values[1]), "details": found.details or None}

    module = sys.argv[3]
    old, new = load("baseline", sys.argv[1], module), load("candidate", sys.argv[2], module)
    if old is None or new is None:
        sys.exit(93 if new is old else 91 if old is None else 92)
    found = [*gaps("baseline", old), *gaps("candidate", new)]
    if is_bare(old):
        found.append("baseline: it has no public object")
    json.dump({
        "griffe": version(), "modules": sum(1 for _ in sources(old)), "gaps": found,
        "breakages": [breakage(item) for item in griffe.find_breaking_changes(old, new)]}, sys.stdout)
    """#
