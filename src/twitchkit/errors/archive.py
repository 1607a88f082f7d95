"""An archive: its catalogue, and what was asked to be in it."""

from __future__ import annotations

from twitchkit.errors.base import TwitchkitError


class ArchiveError(TwitchkitError):
    """An archive.  `path` says where."""

    code = "archive"

    def __init__(self, *, path: str, what: str, why: str = "", fix: str = "") -> None:
        self.path = path
        super().__init__(what=what, why=why, fix=fix)


class NoArchive(ArchiveError):
    """The folder holds no catalogue."""

    code = "no-archive"
    exit_code = 3

    def __init__(self, *, path: str) -> None:
        super().__init__(
            path=path,
            what=f"There is no archive in {path!r}.",
            why="It has no catalogue.",
            fix="Name the folder of an archive, or make one with: twitchkit archive sync CHANNEL --to DIR.",
        )


class ArchiveBusy(ArchiveError):
    """Another process writes the archive.  `holder` says which."""

    code = "archive-busy"
    exit_code = 75
    retryable = True

    def __init__(self, *, path: str, holder: str) -> None:
        self.holder = holder
        super().__init__(
            path=path,
            what=f"The archive {path} is in use.",
            why=f"It is held by {holder}.",
            fix="Let that one finish, or add --wait to be next.",
        )


class CatalogueDamaged(ArchiveError):
    """The catalogue cannot be read.  `set_aside` is where it was moved to, None when it was left in place."""

    code = "catalogue-damaged"

    def __init__(self, *, path: str, problem: str, set_aside: str | None) -> None:
        self.set_aside = set_aside
        moved = f"It was moved to {set_aside}; t" if set_aside else "T"
        super().__init__(
            path=path,
            what=f"The catalogue {path} is damaged.",
            why=problem,
            fix=f"{moved}he next archive sync or verify makes a new one from the clips and their sidecars.",
        )


class CatalogueTooNew(ArchiveError):
    """A newer twitchkit wrote the catalogue; nothing was changed."""

    code = "catalogue-too-new"

    def __init__(self, *, path: str, version: int, known: int) -> None:
        self.version, self.known = version, known
        super().__init__(
            path=path,
            what=f"A newer twitchkit wrote the catalogue {path}.",
            why=f"It has format {version}; this one knows up to {known}.",
            fix="Update twitchkit; nothing was changed.",
        )


class CatalogueNotWritable(ArchiveError):
    """The catalogue's folder or file cannot be written."""

    code = "catalogue-not-writable"

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(
            path=path,
            what=f"Cannot keep the catalogue in {path}.",
            why=reason,
            fix="Free some space, or mend its permissions, and run the same command again.",
        )


class UnknownChannel(ArchiveError):
    """Twitch has no channel of that name."""

    code = "unknown-channel"
    exit_code = 3

    def __init__(self, *, channel: str) -> None:
        self.channel = channel
        super().__init__(
            path="",
            what=f"Twitch has no channel {channel[:80]!r}.",
            why="Renamed, closed, banned, or mistyped.",
            fix="Look at its page in a browser, and give the name that its address has.",
        )


class UnknownGame(ArchiveError):
    """Twitch has no game or category of that name."""

    code = "unknown-game"
    exit_code = 3

    def __init__(self, *, game: str) -> None:
        self.game = game
        super().__init__(
            path="",
            what=f"Twitch has no game or category {game[:80]!r}.",
            why="Names have to be exact, apart from case.",
            fix="Give its name as on twitch.tv/directory.",
        )


class NothingKept(ArchiveError):
    """No clip that is kept fits what was asked for."""

    code = "nothing-kept"
    exit_code = 3

    def __init__(self, *, path: str) -> None:
        super().__init__(
            path=path,
            what=f"No clip that is kept in {path} fits.",
            why="Clips that are known but were not fetched do not count.",
            fix="Ask for more, look with: twitchkit archive list DIR --state kept, or sync first.",
        )


class KeptFileUnusable(ArchiveError):
    """A clip's file is missing, damaged, or no film that can be read.  `problem` says which."""

    code = "kept-file-unusable"

    def __init__(self, *, path: str, problem: str) -> None:
        super().__init__(
            path=path,
            what=f"The clip {path} cannot be used.",
            why=problem,
            fix="Run: twitchkit archive verify DIR --repair, then the same command again.",
        )
