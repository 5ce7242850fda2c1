"""The configuration as users write it: tables of settings, checked, with one clear line for each mistake.

`Settings` is the one list of what can be set; the documentation, the JSON Schema and `backlogmd config` are made from
it. What a table means for a run is a `Config`; where tables come from is the business of `backlogmd.resolver`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from backlogmd.config import Config
from backlogmd.diagnostics import Severity
from backlogmd.errors import BacklogmdError, UnknownNameError
from backlogmd.registry import all_rules, load_plugin, rule_named, rules_matching
from backlogmd.rule import Options
from backlogmd.vocabulary import Dialect, Form, Level, Role, State, dialect_named

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class ConfigError(BacklogmdError):
    """A setting that means nothing or makes no sense. The message says where it stands, and what to do."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class _Table(BaseModel):
    model_config = ConfigDict(
        alias_generator=_kebab,
        extra="forbid",
        frozen=True,
        populate_by_name=False,
        use_attribute_docstrings=True,
    )


Names = list[str]
Share = Annotated[float, Field(ge=0, lt=1)]
Count = Annotated[int, Field(gt=0)]


class LevelTable(_Table):
    """One level of priority. The spellings of a built-in level of that name are known already."""

    name: Annotated[str, Field(min_length=1)]
    """What the level is called in findings, and a way to write it."""
    words: Names = []
    """Further ways to write it, in any case."""
    codes: Names = []
    """Such as `P0`."""
    emoji: Names = []
    """The emoji of the level, the usual one first, instead of the built-in ones; they are no longer those of another
    level."""


class DialectTable(_Table):
    """How the backlogs are written: what is not set is as in the dialect that this one is based on."""

    base: str = "default"
    """The built-in dialect that the other settings change: `default`, `gfm`, `obsidian-tasks`, `p0` or `tshirt`."""
    levels: list[LevelTable] | None = None
    """The levels of priority, from the most to the least urgent, instead of the built-in ones."""
    states: dict[Annotated[str, Field(min_length=1, max_length=1)], State] = {}
    """What characters between the brackets of a box mean, besides the built-in ones."""
    forms: list[Form] | None = None
    """The forms in which tasks may be written; checkboxes are read in any case."""
    sections: dict[Role, Names] = {}
    """Further names of sections, by the role that they give: `{ summary = ["Zeiten"] }`."""
    units: dict[Literal["minute", "hour", "day", "week", "month", "point"], Names] = {}
    """Further words for units, in any case: `{ hour = ["godz."] }`."""
    hours_per_day: Count | None = None
    """Hours of work in a day (8)."""
    days_per_week: Count | None = None
    """Days of work in a week (5)."""
    weeks_per_month: Count | None = None
    """Weeks of work in a month (4)."""
    totals: Literal["all", "open", "either"] | None = None
    """What totals speak of where they do not say: all tasks, open ones, or either, whichever is true (the default)."""
    tolerance: Share | None = None
    """By what share a total may be off before it is called false, such as 0.05; by default, only figures with `~` may
    be off."""


class Settings(_Table):
    """What can be set in `backlogmd.toml`, `.backlogmd.toml`, and `[tool.backlogmd]` of `pyproject.toml`."""

    extend: str | None = None
    """Another configuration file, seen from this one, whose settings hold where this one has none."""
    include: Names = []
    """Further files to check where a folder is given, besides the usual names of backlogs: patterns in the syntax of
    `.gitignore`."""
    exclude: Names = []
    """Files and folders not to check, as patterns in the syntax of `.gitignore`, even if they are named (unless
    `--no-force-exclude` is given)."""
    select: Names | None = None
    """The rules to run instead of those that are on by default: names, codes, beginnings of codes such as `BL4`, or
    `ALL`."""
    extend_select: Names = []
    """Rules to run besides."""
    ignore: Names = []
    """Rules not to run. A more exact name wins over a less exact one."""
    per_file_ignores: dict[str, Names] = {}
    """Rules not to run for some files: `{ "archive/**" = ["BL4"] }`."""
    severity: dict[str, Literal["error", "warning", "info", "off"]] = {}
    """How much findings of rules matter: `{ total-mismatch = "warning", BL6 = "off" }`."""
    fail_on: Literal["error", "warning", "info"] = "warning"
    """The least severity that makes the exit status 1."""
    fixable: Names = ["ALL"]
    """The rules whose fixes may be made."""
    unfixable: Names = []
    """Rules whose fixes are not made."""
    extend_safe_fixes: Names = []
    """Rules whose unsafe fixes are taken for safe."""
    extend_unsafe_fixes: Names = []
    """Rules whose safe fixes are taken for unsafe."""
    unsafe_fixes: bool = False
    """Whether `--fix` makes unsafe fixes as well."""
    baseline: str | None = None
    """A file of known findings, seen from this one, which are not reported; `backlogmd baseline` writes it."""
    plugins: Names = []
    """Installed packages whose rules are wanted, by the names of their entry points in the group `backlogmd.rules`."""
    dialect: str | DialectTable = "default"
    """How the backlogs are written: the name of a built-in dialect, or a table."""
    rules: dict[str, dict[str, Any]] = {}
    """The options of rules: `[rules.oversized-task]`."""


_NAMES_OF_RULES = (
    *("select", "extend-select", "ignore", "fixable", "unfixable", "extend-safe-fixes", "extend-unsafe-fixes"),
)


def read_settings(table: Mapping[str, Any], where: str) -> Config:
    """The configuration that a *table* of settings means, which stands in *where*: `pyproject.toml: tool.backlogmd`.

    Raises `ConfigError` with the place, the key and what to do.
    """
    return to_config(check_settings(table, where), where)


def check_settings(table: Mapping[str, Any], where: str) -> Settings:
    """The settings of a *table*, each by itself possible and every name in them known.

    Raises `ConfigError` with the place, the key and what to do.
    """
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        raise ConfigError(_line(_worst(error.errors()), where)) from None
    for name in settings.plugins:
        with _At(where, "plugins"):
            load_plugin(name)
    for key in _NAMES_OF_RULES:
        for name in table.get(key) or ():
            with _At(where, key):
                rules_matching(name)
    for pattern, names in settings.per_file_ignores.items():
        for name in names:
            with _At(where, f"per-file-ignores.{toml_key(pattern)}"):
                rules_matching(name)
    for name in settings.severity:
        with _At(where, "severity"):
            rules_matching(name)
    for name, values in settings.rules.items():
        with _At(where, "rules"):
            rule = rule_named(name)
        _options(rule.options, values, f"{where}: rules.{toml_key(name)}")
    with _At(where, "dialect"):
        _dialect(settings.dialect)
    return settings


def to_config(settings: Settings, where: str) -> Config:
    """The configuration of *settings* that were checked."""
    options = {}
    for name, values in settings.rules.items():
        rule = rule_named(name)
        options[rule.name] = _options(rule.options, values, f"{where}: rules.{name}")
    off = tuple(name for name, severity in settings.severity.items() if severity == "off")
    return Config(
        select=None if settings.select is None else tuple(settings.select),
        extend_select=tuple(settings.extend_select),
        ignore=(*settings.ignore, *off),
        severity={name: Severity(one) for name, one in settings.severity.items() if one != "off"},
        fixable=tuple(settings.fixable),
        unfixable=tuple(settings.unfixable),
        extend_safe_fixes=tuple(settings.extend_safe_fixes),
        extend_unsafe_fixes=tuple(settings.extend_unsafe_fixes),
        unsafe_fixes=settings.unsafe_fixes,
        plugins=tuple(settings.plugins),
        dialect=_dialect(settings.dialect),
        options=options,
    )


def settings_schema() -> dict[str, Any]:
    """The JSON Schema of a configuration file, with the options of all rules."""
    schema = Settings.model_json_schema(by_alias=True)
    names = sorted(rule.name for rule in all_rules())
    rules: dict[str, Any] = {}
    for rule in all_rules():
        if rule.options is not None:
            one = TypeAdapter(rule.options).json_schema()
            one["properties"] = {_kebab(key): value for key, value in one["properties"].items()}
            rules[rule.name] = one
    schema["properties"]["rules"] |= {"properties": rules, "additionalProperties": False}
    named = {"anyOf": [{"enum": [*names, "ALL"]}, {"pattern": "^BL[0-9]{0,3}$", "type": "string"}, {"type": "string"}]}
    for key in _NAMES_OF_RULES:
        for one in (schema["properties"][key], *schema["properties"][key].get("anyOf", ())):
            if one.get("type") == "array":
                one["items"] = named
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://backlogmd.dev/schemas/config.schema.json",
        **schema,
    }


def _options(kind: type[Options] | None, values: Mapping[str, Any], where: str) -> Options:
    if kind is None:
        raise ConfigError(f"{where}: this rule has no options")
    known = [_kebab(one.name) for one in fields(kind)]  # type: ignore[arg-type]
    for key in values:
        if key not in known:
            raise ConfigError(f"{where}: {_unknown('option', key, known)}")
    try:
        found: Options = TypeAdapter(kind).validate_python({key.replace("-", "_"): one for key, one in values.items()})
    except ValidationError as error:
        raise ConfigError(_line(_worst(error.errors()), where, dot=".")) from None
    return found


def _dialect(given: str | DialectTable) -> Dialect:
    from dataclasses import replace

    if isinstance(given, str):
        return dialect_named(given)
    base = dialect_named(given.base)
    calendar = base.calendar
    steps = {key: getattr(given, key) for key in ("hours_per_day", "days_per_week", "weeks_per_month")}
    steps = {key: step for key, step in steps.items() if step is not None}
    words = {word.lower().rstrip("."): unit for unit, words in given.units.items() for word in words}
    if steps or words:
        calendar = replace(calendar, **steps, words={**calendar.words, **words})
    roles = {" ".join(name.lower().split()): role for role, names in given.sections.items() for name in names}
    return replace(
        base,
        name=base.name,
        levels=base.levels if given.levels is None else _levels(given.levels, base.levels),
        states={**base.states, **given.states},
        forms=base.forms if given.forms is None else frozenset(given.forms),
        calendar=calendar,
        role_names={**base.role_names, **roles} if roles else base.role_names,
        totals=given.totals or base.totals,
        tolerance=base.tolerance if given.tolerance is None else given.tolerance,
    )


def _levels(tables: Sequence[LevelTable], known: Sequence[Level]) -> tuple[Level, ...]:
    from dataclasses import replace

    levels = [_level(one, known) for one in tables]
    given = {emoji.rstrip("\ufe0f") for table in tables for emoji in table.emoji}
    # An emoji that one level is given is no longer that of another one.
    return tuple(
        level if table.emoji else replace(level, emoji=tuple(one for one in level.emoji if one not in given))
        for table, level in zip(tables, levels, strict=True)
    )


def _level(table: LevelTable, known: Sequence[Level]) -> Level:
    name = table.name.strip()
    words = (name.lower(), *(word.lower() for word in table.words))
    same = next((one for one in known if name.upper() == one.name or name.lower() in one.words), None)
    codes = tuple(code.upper() for code in table.codes)
    emoji = tuple(one.rstrip("\ufe0f") for one in table.emoji)
    if same is None:
        return Level(name, words, codes, (), emoji)
    return Level(
        name,
        tuple(dict.fromkeys((*words, *same.words))),
        codes or same.codes,
        same.letters,
        emoji or same.emoji,
        same.marks,
        () if emoji else same.also_seen,
    )


class _At:
    """Says of unknown names where they stand."""

    def __init__(self, where: str, key: str) -> None:
        self.place = f"{where}: {key}"

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if isinstance(error, BacklogmdError) and not isinstance(error, ConfigError):
            raise ConfigError(f"{self.place}: {error}") from None


def _worst(errors: Iterable[ErrorDetails]) -> ErrorDetails:
    """Of several mistakes the one that is told: of the readings of one value, the one that came farthest."""
    return max(
        errors, key=lambda one: (len(one["loc"]), one["type"] == "extra_forbidden", one["type"] != "string_type")
    )


def _line(error: ErrorDetails, where: str, *, dot: str = ": ") -> str:
    """One mistake as one line."""
    # What pydantic adds to a place to tell readings apart is no key.
    path = [part for part in error["loc"] if part not in ("str", "DialectTable", "[key]")]
    place = ""
    for part in path:
        place += f"[{part}]" if isinstance(part, int) else f"{'.' if place else ''}{toml_key(_kebab(str(part)))}"
    if error["type"] == "extra_forbidden":
        holder = path[0] if len(path) > 1 else None
        known = _KEYS.get(str(holder) if holder else "", ())
        above = place.rpartition(".")[0]
        return f"{where}{dot + above if above else ''}: {_unknown('key', str(path[-1]), known)}"
    given = error["input"]
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "enum"):
        known = [part.strip("' ") for part in str(context["expected"]).replace(" or ", ", ").split(",")]
        return f"{where}{dot}{place}: {_unknown('value', str(given), known)}"
    said = _SAID.get(error["type"]) or error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    shown = f" `{given}`" if isinstance(given, str | int | float) else ""
    if said.startswith("should "):
        said = f"{_NOUNS.get(type(given), 'this value')}{shown} {said}"
    return f"{where}{dot if place else ': '}{place}{': ' if place else ''}{said[0].lower()}{said[1:]}"


_SAID = {
    "list_type": "should be a list: [...]",
    "dict_type": "should be a table",
    "dataclass_type": "should be a table",
    "model_type": "should be a name or a table",
    "bool_parsing": "should be true or false",
    "bool_type": "should be true or false",
    "float_parsing": "should be a number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "string_type": "should be a text",
    "missing": "this key must be given",
    "string_too_long": "should be one character",
    "string_too_short": "should not be empty",
}
_NOUNS: dict[type, str] = {str: "the text", int: "the number", float: "the number", bool: "the truth value"}
_KEYS = {
    "": [_kebab(name) for name in Settings.model_fields],
    "dialect": [_kebab(name) for name in (*DialectTable.model_fields, *LevelTable.model_fields)],
}


def _unknown(kind: str, name: str, known: Sequence[str]) -> str:
    """The line for a name that means nothing."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        return f"unknown {kind} `{name}`: did you mean `{near[0]}`?"
    return str(UnknownNameError(kind, name, list(known), "known are " + ", ".join(known)))


def toml_key(name: str) -> str:
    """A key as TOML writes it."""
    import json

    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if plain else json.dumps(name, ensure_ascii=False)
