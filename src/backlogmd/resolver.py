"""Which configuration holds for a file: the nearest one above it, and what the command line adds.

The same for the command line, the hook and the library. The file system is looked at as little as possible, and
pydantic is imported only where there is a setting to check.
"""

# Paths are strings from end to end, as in `backlogmd.discovery`.
# ruff: noqa: PTH100, PTH109, PTH110, PTH111, PTH113, PTH118, PTH119, PTH120, PTH123

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from backlogmd.config import Config
from backlogmd.diagnostics import Severity
from backlogmd.discovery import Choice
from backlogmd.errors import BacklogmdError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    from backlogmd.settings import Settings

NAMES = (".backlogmd.toml", "backlogmd.toml", "pyproject.toml")
"""The files that may hold a configuration; of several in one folder, the first holds."""

COMMAND_LINE = "--config"
"""Where settings come from that are given on the command line."""

_MERGED = frozenset(("dialect", "per-file-ignores", "rules", "severity"))
"""Tables that add to those of the file that is extended; other settings take the place of what was there."""


class ConfigFileError(BacklogmdError):
    """A configuration file that cannot be read."""


class _Layer(NamedTuple):
    """The settings of one file, or of the command line."""

    where: str
    """As messages name it: `pyproject.toml: tool.backlogmd`."""
    path: str
    folder: str
    """What the patterns and paths in it are seen from."""
    table: Mapping[str, Any]


class Pattern(NamedTuple):
    """A pattern for files, and the folder that it is seen from."""

    text: str
    folder: str
    where: str


@dataclass(frozen=True, slots=True)
class Resolved(Choice):
    """The configuration that holds for some files, and where it comes from."""

    config: Config = field(default_factory=Config)
    settings: Settings | None = None
    """What was set; None where nothing was."""
    file: str | None = None
    """The configuration file; None where there is none."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Where each setting comes from, by its key: a file or `--config`."""
    fail_on: Severity = Severity.WARNING
    baseline: str | None = None
    """The path of the file of known findings."""
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    ignores: tuple[tuple[Pattern, tuple[str, ...]], ...] = ()
    """Rules that do not run for the files of a pattern."""
    _specs: dict[Pattern, GitIgnoreSpec] = field(default_factory=dict)

    def config_for(self, path: str) -> Config:
        """The configuration for one file, with what does not run for it."""
        off = [name for pattern, names in self.ignores if self._matches(pattern, path) for name in names]
        return replace(self.config, disabled=(*self.config.disabled, *off)) if off else self.config

    def included(self, path: str) -> str | None:
        """Why a file is checked though it has no name of a backlog."""
        return self._said("include", self.include, path)

    def excluded(self, path: str, *, named: bool) -> str | None:
        """Why a file or folder (with `/` at its end) is not checked."""
        return self._said("exclude", self.exclude, path)

    def _said(self, key: str, patterns: tuple[Pattern, ...], path: str) -> str | None:
        for pattern in patterns:
            if self._matches(pattern, path):
                return f"`{key}` of {pattern.where} has `{pattern.text}`"
        return None

    def _matches(self, pattern: Pattern, path: str) -> bool:
        if pattern not in self._specs:
            # Only who has patterns pays for pathspec.
            from pathspec import GitIgnoreSpec

            self._specs[pattern] = GitIgnoreSpec.from_lines([pattern.text])
        inside = os.path.relpath(os.path.abspath(path), pattern.folder)
        if inside == os.curdir or inside.split(os.sep, 1)[0] == os.pardir:
            return False
        return self._specs[pattern].match_file(inside.replace(os.sep, "/") + ("/" if path.endswith("/") else ""))


class Resolver(Choice):
    """Finds the configuration of files, and reads each configuration file once.

    *file* is taken for all files instead of what stands above them; with *isolated*, none is. *overrides* are settings
    that hold before all others.
    """

    def __init__(
        self,
        *,
        file: str | None = None,
        isolated: bool = False,
        overrides: Mapping[str, Any] | None = None,
        force_exclude: bool = True,
    ) -> None:
        self._overrides = dict(overrides or {})
        self._isolated = isolated
        self._force_exclude = force_exclude
        self._of_file: dict[str | None, Resolved] = {}
        self._of_folder: dict[str, str | None] = {}
        self._given = file
        # What is wrong on the command line is said whether there are files or not.
        if file is not None or isolated or self._overrides:
            self._resolved(None if isolated else file)

    def for_file(self, path: str) -> Resolved:
        """The configuration that holds for the file at *path*, which need not be there.

        Raises `BacklogmdError` if it cannot be read or makes no sense.
        """
        return self.for_folder(os.path.dirname(os.path.abspath(path)))

    def for_folder(self, folder: str) -> Resolved:
        """The configuration that holds for what stands in *folder* itself."""
        if self._isolated:
            return self._resolved(None)
        return self._resolved(self._given if self._given is not None else self._above(os.path.abspath(folder)))

    def included(self, path: str) -> str | None:
        """Why a file in a folder is checked though it has no name of a backlog."""
        return self.for_file(path).included(path)

    def excluded(self, path: str, *, named: bool) -> str | None:
        """Why a file or folder (with `/` at its end) is not checked."""
        if named and not self._force_exclude:
            return None
        return self.for_file(path.rstrip("/")).excluded(path, named=named)

    def _above(self, folder: str) -> str | None:
        """The nearest configuration file in *folder* or above it, up to the root of the repository."""
        if folder not in self._of_folder:
            found = next((one for name in NAMES if _holds_settings(one := os.path.join(folder, name))), None)
            above = os.path.dirname(folder)
            if found is None and above != folder and not os.path.exists(os.path.join(folder, ".git")):
                found = self._above(above)
            self._of_folder[folder] = found
        return self._of_folder[folder]

    def _resolved(self, file: str | None) -> Resolved:
        if file not in self._of_file:
            self._of_file[file] = self._resolve(file)
        return self._of_file[file]

    def _resolve(self, file: str | None) -> Resolved:
        layers = list(_layers(file)) if file is not None else []
        if self._overrides:
            layers.append(_Layer(COMMAND_LINE, COMMAND_LINE, os.getcwd(), self._overrides))
        if not any(layer.table for layer in layers):
            return Resolved(file=file)
        from backlogmd.settings import check_settings, to_config

        # Each by itself first, so that a mistake is told of the file that it stands in.
        checked = [check_settings(layer.table, layer.where) for layer in layers]
        table, origins = _merged(layers)
        where = " and ".join(dict.fromkeys(one.where for one in layers))
        settings = checked[0] if len(layers) == 1 else check_settings(table, where)
        folders = {layer.path: layer.folder for layer in layers}

        def patterns(key: str) -> tuple[Pattern, ...]:
            texts = getattr(settings, key)
            return tuple(Pattern(text, folders[origins[key]], origins[key]) for text in texts)

        ignores = []
        for text, names in settings.per_file_ignores.items():
            origin = origins[f"per-file-ignores.{text}"]
            ignores.append((Pattern(text, folders[origin], origin), tuple(names)))
        baseline = settings.baseline
        if baseline is not None:
            baseline = os.path.relpath(os.path.join(folders[origins["baseline"]], baseline))
        return Resolved(
            to_config(settings, where),
            settings,
            file,
            origins,
            Severity(settings.fail_on),
            baseline,
            patterns("include"),
            patterns("exclude"),
            tuple(ignores),
        )


def parse_override(text: str) -> dict[str, Any]:
    """The setting that `key=value` on the command line means; the value is TOML, or else a text.

    Raises `BacklogmdError` if it is none.
    """
    import tomllib

    key, mark, value = text.partition("=")
    if not mark or not key.strip():
        raise BacklogmdError(f"--config `{text}`: neither a file nor a setting such as fail-on=error")
    for line in (text, f'{key} = "{value.strip()}"'):
        try:
            return tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            continue
    raise BacklogmdError(f"--config `{text}`: not TOML; write it as in a configuration file: select=['BL4']")


def merge(into: dict[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of *table* over those of *into*."""
    for key, value in table.items():
        old = into.get(key)
        if key in _MERGED and isinstance(value, Mapping) and isinstance(old, Mapping):
            into[key] = {**old, **value}
        elif key in _MERGED and isinstance(value, Mapping) and isinstance(old, str):
            into[key] = {"base": old, **value}
        else:
            into[key] = value
    return into


def _merged(layers: list[_Layer]) -> tuple[dict[str, Any], dict[str, str]]:
    """The settings of all layers, the later ones over the earlier, and where each comes from."""
    table: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for layer in layers:
        merge(table, {key: value for key, value in layer.table.items() if key != "extend"})
        for key, value in layer.table.items():
            origins[key] = layer.path
            if key in _MERGED and isinstance(value, Mapping):
                origins |= {f"{key}.{name}": layer.path for name in value}
    return table, origins


def _layers(file: str, below: tuple[str, ...] = ()) -> Iterator[_Layer]:
    """The settings of a file, after those of what it extends."""
    place = os.path.abspath(file)
    shown = _shown(place)
    if place in below:
        raise ConfigFileError(f"{_shown(below[-1])}: extend: leads back to {shown}")
    where, table = _read(place, shown)
    extended = table.get("extend")
    if isinstance(extended, str):
        target = os.path.join(os.path.dirname(place), os.path.expanduser(extended))
        if not os.path.isfile(target):
            raise ConfigFileError(f"{where}: extend: {extended}: no such file (seen from the folder of {shown})")
        yield from _layers(target, (*below, place))
    yield _Layer(where, shown, os.path.dirname(place), table)


def _holds_settings(path: str) -> bool:
    """Whether a file with a name for settings is there and holds some."""
    if not os.path.isfile(path):
        return False
    if os.path.basename(path) != "pyproject.toml":
        return True
    # Most pyproject.toml files have nothing to say here: they need not even be parsed.
    content = _bytes(path)
    named = b"backlogmd" in content and (b"[tool]" in content or _TOOL.search(content) is not None)
    return named and _read(path, _shown(path))[1] is not _NOTHING


_NOTHING: dict[str, Any] = {}

# `[tool.backlogmd]`, `tool . "backlogmd"`, `tool = { backlogmd = …`
_TOOL = re.compile(rb"tool[\"']?\s*(?:\.|=\s*\{)\s*[\"']?backlogmd")


def _read(path: str, shown: str) -> tuple[str, dict[str, Any]]:
    """How messages name the settings in a file, and the settings."""
    import tomllib

    try:
        table = tomllib.loads(_bytes(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigFileError(f"{shown}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        raise ConfigFileError(f"{shown}: not TOML: {said[0].lower()}{said[1:]}") from None
    if os.path.basename(path) != "pyproject.toml":
        return shown, table
    tool = table.get("tool")
    own = tool.get("backlogmd", _NOTHING) if isinstance(tool, dict) else _NOTHING
    if not isinstance(own, dict):
        raise ConfigFileError(f"{shown}: tool.backlogmd: should be a table")
    return f"{shown}: tool.backlogmd", own


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigFileError(f"{_shown(path)}: {(error.strerror or str(error)).lower()}") from None


def _shown(path: str) -> str:
    """A path as people would write it here."""
    near = os.path.relpath(path)
    return path if near.startswith(os.path.join(os.pardir, os.pardir)) else near
