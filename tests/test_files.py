"""A file is written whole or not at all, wherever the writing ends."""

from __future__ import annotations

import errno
import os
import random
import resource
import signal
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from backlogmd import files
from backlogmd.discovery import find_files
from backlogmd.errors import BacklogmdError
from backlogmd.files import StaleFileError, UnwritableFileError, replace_file, write_file

OLD = "- [ ] Ship 修复 (4 hours)\r\n".encode() * 3
NEW = "- [x] Ship 修复 (4 hours)\r\n".encode() * 5


@pytest.fixture
def backlog(tmp_path: Path) -> Path:
    path = tmp_path / "BACKLOG.md"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files, and for nothing else."""
    path = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(path))
    return path


@pytest.fixture
def closed(backlog: Path) -> Iterator[Path]:
    """A backlog in a folder that may not be written to."""
    backlog.parent.chmod(0o555)
    yield backlog
    backlog.parent.chmod(0o755)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def message(path: Path, content: bytes = NEW, expected: bytes | None = None) -> str:
    with pytest.raises(BacklogmdError) as caught:
        replace_file(str(path), content, expected)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def failing(error: int, *, after: int = 0) -> Callable[..., Any]:
    """A system call that fails from the one after *after* on, and before that does nothing."""
    calls = iter(range(after))

    def fail(*_: object) -> None:
        if next(calls, None) is None:
            raise OSError(error, os.strerror(error))

    return fail


# What is written, and where.


@pytest.mark.parametrize("content", [NEW, b"", OLD[:5], b"\xff\xfe\0", b"x" * 3_000_000])
def test_the_file_holds_the_new_bytes_and_nothing_stands_beside_it(backlog: Path, content: bytes) -> None:
    replace_file(str(backlog), content)
    assert backlog.read_bytes() == content
    assert names(backlog.parent) == ["BACKLOG.md"]


def test_the_path_may_be_relative(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(backlog.parent)
    replace_file("BACKLOG.md", NEW)
    assert backlog.read_bytes() == NEW


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755, 0o200])
def test_the_mode_is_kept(backlog: Path, mode: int) -> None:
    backlog.chmod(mode)
    replace_file(str(backlog), NEW)
    assert stat.S_IMODE(backlog.stat().st_mode) == mode


def test_the_owner_is_kept_or_at_least_the_group(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, asked = backlog.stat(), []

    def fchown(_: int, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1:
            raise PermissionError(errno.EPERM, "not yours")

    monkeypatch.setattr(os, "fchown", fchown)
    replace_file(str(backlog), NEW)
    assert asked == [(before.st_uid, before.st_gid), (-1, before.st_gid)]
    assert backlog.read_bytes() == NEW


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_gives_the_file_back_to_its_owner(backlog: Path) -> None:
    os.chown(backlog, 1234, 4321)
    backlog.chmod(0o640)
    replace_file(str(backlog), NEW)
    after = backlog.stat()
    assert (after.st_uid, after.st_gid, stat.S_IMODE(after.st_mode)) == (1234, 4321, 0o640)


def test_a_file_is_replaced_and_not_written_over(backlog: Path) -> None:
    with backlog.open("rb") as reader:
        replace_file(str(backlog), NEW)
        assert reader.read() == OLD  # whoever had it open still reads one whole text


def test_the_text_reaches_the_disk_before_the_name_does(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def note(name: str) -> None:
        real = getattr(os, name)

        def call(*of: Any) -> Any:
            done.append(name)
            return real(*of)

        monkeypatch.setattr(os, name, call)

    note("fsync")
    note("replace")
    replace_file(str(backlog), NEW)
    assert done == ["fsync", "replace", "fsync"]


def test_symbolic_links_are_followed_and_stay(backlog: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    first, second = elsewhere / "first.md", elsewhere / "second.md"
    first.symlink_to(second)
    second.symlink_to(backlog)
    replace_file(str(first), NEW)
    assert first.is_symlink()
    assert second.is_symlink()
    assert not backlog.is_symlink()
    assert backlog.read_bytes() == NEW
    assert names(elsewhere) == ["first.md", "second.md"]
    assert names(backlog.parent) == ["BACKLOG.md"]


@pytest.mark.parametrize("content", [NEW, OLD[:7], b""])
def test_hard_links_stay_one_file(backlog: Path, content: bytes) -> None:
    other = backlog.with_name("same.md")
    other.hardlink_to(backlog)
    replace_file(str(backlog), content)
    assert other.read_bytes() == backlog.read_bytes() == content
    assert other.samefile(backlog)
    assert names(backlog.parent) == ["BACKLOG.md", "same.md"]


@pytest.mark.parametrize("content", [NEW, OLD[:7]])
def test_a_file_in_a_folder_that_cannot_be_written_is_written_in_place(
    closed: Path, temporary: Path, content: bytes
) -> None:
    before = closed.stat().st_ino
    replace_file(str(closed), content)
    assert closed.read_bytes() == content
    assert closed.stat().st_ino == before
    assert names(closed.parent) == ["BACKLOG.md"]
    assert names(temporary) == []


@pytest.mark.parametrize("error", [errno.EPERM, errno.EACCES, errno.EBUSY])
def test_a_file_whose_name_cannot_be_given_away_is_written_in_place(
    backlog: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    before = backlog.stat().st_ino
    monkeypatch.setattr(os, "replace", failing(error))
    replace_file(str(backlog), NEW, OLD)
    assert backlog.read_bytes() == NEW
    assert backlog.stat().st_ino == before
    assert names(backlog.parent) == ["BACKLOG.md"]


@pytest.mark.parametrize("name", ["é" * 120 + ".md", "TODO\udcff.md", ".md", "a b\n.md"])
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    for other in (None, "other"):
        path = tmp_path / name
        path.write_bytes(OLD)
        if other:
            (tmp_path / other).hardlink_to(path)
        replace_file(str(path), NEW)
        assert path.read_bytes() == NEW
        assert names(tmp_path) == sorted(filter(None, [name, other]))


# What is refused.


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "TODO.md"
    assert message(path) == f"{path}: not written: no such file or directory"
    assert names(tmp_path) == []


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "TODO.md"
    path.symlink_to("gone.md")
    assert message(path) == f"{path}: not written: no such file or directory"
    path.unlink()
    path.symlink_to("TODO.md")
    assert message(path) == f"{path}: not written: {os.strerror(errno.ELOOP).lower()}"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert message(tmp_path) == f"{tmp_path}: not written: not a regular file"


@pytest.mark.parametrize("mode", [0o444, 0o400, 0o555])
@pytest.mark.parametrize("link", [False, True])
def test_a_read_only_file_is_refused_whoever_asks(backlog: Path, mode: int, link: bool) -> None:
    if link:
        backlog.with_name("same.md").hardlink_to(backlog)
    backlog.chmod(mode)
    assert message(backlog) == f"{backlog}: not written: the file is read-only; make it writable or leave it out"
    assert backlog.read_bytes() == OLD
    assert not [one for one in names(backlog.parent) if one.startswith(".")]


@pytest.mark.parametrize("link", [False, True])
@pytest.mark.parametrize("now", [NEW, OLD + b"\n", OLD[:-1], b""])
def test_a_file_that_was_changed_since_it_was_read_is_left_alone(backlog: Path, now: bytes, link: bool) -> None:
    if link:
        backlog.with_name("same.md").hardlink_to(backlog)
    before = names(backlog.parent)
    backlog.write_bytes(now)
    with pytest.raises(StaleFileError, match="changed since it was read"):
        replace_file(str(backlog), b"mine", OLD)
    assert backlog.read_bytes() == now
    assert names(backlog.parent) == before
    replace_file(str(backlog), b"mine", now)
    assert backlog.read_bytes() == b"mine"


def test_a_change_while_the_new_text_is_written_is_seen(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchmod", lambda *_: backlog.write_bytes(b"theirs"))
    with pytest.raises(StaleFileError):
        replace_file(str(backlog), NEW, OLD)
    assert backlog.read_bytes() == b"theirs"
    assert names(backlog.parent) == ["BACKLOG.md"]


# What fails.


@pytest.mark.parametrize("call", ["write", "fsync", "fchmod", "replace"])
def test_when_a_step_fails_the_old_text_stays(backlog: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(os, call, failing(errno.ENOSPC))
    said = message(backlog)
    monkeypatch.undo()
    assert said == f"{backlog}: not written: {os.strerror(errno.ENOSPC).lower()}; the file is as it was"
    assert backlog.read_bytes() == OLD
    assert names(backlog.parent) == ["BACKLOG.md"]


def test_an_interruption_leaves_the_old_text_and_nothing_else(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for link in (False, True):
        if link:
            backlog.with_name("same.md").hardlink_to(backlog)
        before = names(backlog.parent)
        real = os.fsync
        calls = iter([real, real] if link else [])

        def interrupted(descriptor: int, calls: Iterator[Any] = calls) -> None:
            call = next(calls, None)
            if call is None:
                monkeypatch.undo()
                raise KeyboardInterrupt
            call(descriptor)

        monkeypatch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            replace_file(str(backlog), NEW)
        assert backlog.read_bytes() == OLD
        assert names(backlog.parent) == before


def test_without_a_backup_nothing_is_written_in_place(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backlog.with_name("same.md").hardlink_to(backlog)
    monkeypatch.setattr(os, "write", failing(errno.EDQUOT))
    said = message(backlog)
    monkeypatch.undo()
    assert said == f"{backlog}: not written: {os.strerror(errno.EDQUOT).lower()}; the file is as it was"
    assert backlog.read_bytes() == OLD
    assert names(backlog.parent) == ["BACKLOG.md", "same.md"]


@pytest.mark.parametrize("in_folder", [False, True])
def test_when_even_the_old_text_cannot_be_written_back_the_message_says_where_it_is(
    backlog: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch, in_folder: bool
) -> None:
    if in_folder:
        backlog.with_name("same.md").hardlink_to(backlog)
    else:
        backlog.parent.chmod(0o555)
    monkeypatch.setattr(os, "ftruncate", failing(errno.EIO))
    said = message(backlog)
    monkeypatch.undo()
    backlog.parent.chmod(0o755)
    start = f"{backlog}: only a part was written: {os.strerror(errno.EIO).lower()}; the old text is in "
    assert said.startswith(start)
    backup = Path(said.removeprefix(start))
    assert backup.parent == (backlog.parent if in_folder else temporary)
    assert backup.name.startswith(".BACKLOG.md.")
    assert backup.read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_is_no_failure(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "no")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    replace_file(str(backlog), NEW)
    assert backlog.read_bytes() == NEW


def test_a_system_without_owners_and_folders_to_sync_will_do(backlog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fchown")
    monkeypatch.delattr(os, "fchmod")
    monkeypatch.delattr(os, "O_DIRECTORY")
    replace_file(str(backlog), NEW)
    assert backlog.read_bytes() == NEW


# In another process: limits and kills are for good.


def in_child(work: Callable[[], object]) -> int:
    """Start a process that does *work* and nothing else; 0 is its exit status if that goes well, else 1."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001  # nothing may get back into the tests from here
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """The exit status of a process, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("link", [False, True])
def test_a_full_disk_leaves_the_old_text_and_one_clear_line(backlog: Path, link: bool) -> None:
    if link:
        backlog.with_name("same.md").hardlink_to(backlog)
    before = names(backlog.parent)
    reader, writer = os.pipe()

    def fill() -> None:
        # A write that crosses the limit is cut short, and the next one fails: as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            replace_file(str(backlog), b"x" * 50_000)
        except UnwritableFileError as error:
            os.write(writer, str(error).encode())

    child = in_child(fill)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as stream:
        said = stream.read()
    assert ended(child) == 0
    assert said == f"{backlog}: not written: {os.strerror(errno.EFBIG).lower()}; the file is as it was"
    assert backlog.read_bytes() == OLD
    assert names(backlog.parent) == before


def check_after_kill(backlog: Path, folders: list[Path], *, in_place: bool, contents: tuple[bytes, ...]) -> bool:
    """Whether the file itself holds one whole text; if not, a backup must. What else is left is removed."""
    left = [path for folder in folders for path in folder.iterdir() if path.name.startswith(".")]
    assert list(find_files([str(backlog.parent)])) == [str(backlog)]
    whole = backlog.read_bytes() in contents
    if not whole:
        assert in_place
        assert any(path.name.endswith(files.OLD) and path.read_bytes() in contents for path in left)
    for path in left:
        assert path.name.startswith(".BACKLOG.md.")
        assert path.name.endswith((files.NEW, files.OLD))
        path.unlink()
    return whole


PLACES = ["replaced", "linked", "closed"]


def set_up(backlog: Path, place: str) -> None:
    if place == "linked":
        # A name that is no backlog's.
        backlog.with_name("other").hardlink_to(backlog)
    elif place == "closed":
        backlog.parent.chmod(0o555)


@pytest.mark.parametrize("place", PLACES)
def test_a_kill_at_a_random_moment_loses_nothing(backlog: Path, temporary: Path, place: str) -> None:
    contents = (OLD * 2000, NEW * 1500)
    backlog.write_bytes(contents[0])
    set_up(backlog, place)
    chance = random.Random(20)  # noqa: S311  # any delays will do
    killed = 0
    try:
        for _ in range(200):

            def write_for_ever() -> None:
                while True:
                    for content in reversed(contents):
                        replace_file(str(backlog), content)

            child = in_child(write_for_ever)
            time.sleep(chance.uniform(0, 0.008))
            os.kill(child, signal.SIGKILL)
            killed += ended(child) == -signal.SIGKILL
            folders = [backlog.parent, temporary]
            if not check_after_kill(backlog, folders, in_place=place != "replaced", contents=contents):
                backlog.write_bytes(contents[0])
    finally:
        backlog.parent.chmod(0o755)
    assert killed == 200


CALLS = "access chmod close fchmod fchown fstat fsync ftruncate lseek open read replace stat unlink write".split()


def kill_at(step: int, *, halfway: bool) -> list[str]:
    """Let this process end at the system call number *step*: before it, or with a half of it done if it writes."""
    made: list[str] = []

    def wrap(name: str) -> None:
        real = getattr(os, name)

        def call(*of: Any, **named: Any) -> Any:
            made.append(name)
            if len(made) == step:
                if halfway and name == "write":
                    real(of[0], bytes(of[1])[: len(of[1]) // 2])
                elif halfway:
                    real(*of, **named)
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*of, **named)

        setattr(os, name, call)

    for name in CALLS:
        wrap(name)
    return made


@pytest.mark.parametrize("halfway", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_a_kill_at_every_step_loses_nothing(backlog: Path, temporary: Path, place: str, halfway: bool) -> None:
    # Shorter than the old one, so that there is a moment at which the file holds a part of each.
    new = b"- [x] Ship\n"
    set_up(backlog, place)
    broken = step = 0
    status = -signal.SIGKILL
    try:
        while status == -signal.SIGKILL:
            step += 1
            backlog.write_bytes(OLD)

            def write(step: int = step) -> None:
                kill_at(step, halfway=halfway)
                replace_file(str(backlog), new, OLD)

            status = ended(in_child(write))
            folders = [backlog.parent, temporary]
            broken += not check_after_kill(backlog, folders, in_place=place != "replaced", contents=(OLD, new))
    finally:
        backlog.parent.chmod(0o755)
    assert status == 0  # the last one had no step left to be killed at
    assert backlog.read_bytes() == new
    assert step > 12
    assert (broken > 0) is (place != "replaced")  # else no kill hit the moment that backups are for


class TestWriteFile:
    """Whatever stands there, all of the content does afterwards, or what was there before."""

    def test_a_new_file_has_the_mode_of_any_new_file(self, tmp_path: Path) -> None:
        old = os.umask(0o026)
        try:
            write_file(str(tmp_path / "new"), NEW)
        finally:
            os.umask(old)
        assert (tmp_path / "new").read_bytes() == NEW
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
        assert [path.name for path in tmp_path.iterdir()] == ["new"]

    def test_a_file_that_is_there_is_replaced_and_keeps_its_mode(self, backlog: Path) -> None:
        backlog.chmod(0o600)
        before = backlog.stat().st_ino
        write_file(str(backlog), NEW)
        assert backlog.read_bytes() == NEW
        assert backlog.stat().st_ino != before
        assert stat.S_IMODE(backlog.stat().st_mode) == 0o600

    def test_a_link_to_nothing_makes_the_file_it_leads_to(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("new")
        write_file(str(tmp_path / "link"), NEW)
        assert (tmp_path / "link").is_symlink()
        assert (tmp_path / "new").read_bytes() == NEW

    def test_a_pipe_takes_it_as_it_comes(self, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        try:
            write_file(str(pipe), NEW)
            assert os.read(reader, 1000) == NEW
        finally:
            os.close(reader)
        assert stat.S_ISFIFO(pipe.stat().st_mode)

    @pytest.mark.parametrize(
        ("name", "reason"),
        [("gone/new", "no such file or directory"), (".", "is a directory")],
    )
    def test_what_cannot_be_written_is_one_clear_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reason: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(UnwritableFileError, match=f"^{name}: not written: {reason}$"):
            write_file(name, NEW)
        assert list(tmp_path.iterdir()) == []

    def test_a_disk_that_is_full_leaves_nothing_behind(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(files, "_write", full)
        with pytest.raises(UnwritableFileError, match="no space left on device"):
            write_file(str(tmp_path / "new"), NEW)
        assert list(tmp_path.iterdir()) == []
