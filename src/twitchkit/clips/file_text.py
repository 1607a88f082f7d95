"""Any text → a part of a file's name that is safe on Linux, macOS and Windows."""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKES = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")  # noqa: RUF001
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)
_BLANKS = re.compile(r" {2,}")
_JOINERS = ("Mn", "Mc", "Me")


def readable(text: str) -> str:
    """`text` in NFC, in one line, with look-alikes for the characters that some system forbids.

    Control and format characters (writing direction, zero width) are left out: they hide what a name is.
    """
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text.translate(_LOOK_ALIKES)).strip(" ")
    spaced = "".join(" " if character.isspace() else character for character in text)
    kept = "".join(character for character in spaced if not _is_hidden(character))
    composed = unicodedata.normalize("NFC", kept).translate(_LOOK_ALIKES)
    return _BLANKS.sub(" ", composed).strip(" ")


def component(text: str) -> str:
    """`text` as one whole component of a path: no device's name, no dots or spaces at its ends, not empty."""
    trimmed = text.strip(" .") or "_"
    stem = trimmed.partition(".")[0].rstrip(" ")
    return f"_{trimmed}" if _DEVICE.fullmatch(stem) else trimmed


def expressible(text: str, encoding: str) -> str:
    """`text` with `_` for each character that a file system of that encoding has no bytes for."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(character if _is_known(character, encoding) else "_" for character in text)
    return text


def shortened(text: str, most_bytes: int) -> str:
    """The start of `text`, at most `most_bytes` of UTF-8, cut between characters as people see them."""
    if len(text.encode()) <= most_bytes:
        return text
    end = len(text.encode()[: max(0, most_bytes)].decode(errors="ignore"))
    seen = end
    while seen > 0 and _joins_before(text, seen):
        seen -= 1
    return text[: seen or end].rstrip(" ")


def _is_known(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _joins_before(text: str, index: int) -> bool:
    """True if the character at `index` is part of what people see before it."""
    character = text[index]
    if unicodedata.category(character) in _JOINERS or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if _is_flag_half(character):
        run = 0
        while run < index and _is_flag_half(text[index - 1 - run]):
            run += 1
        return run % 2 == 1
    return "\u1160" <= character <= "\u11ff"  # Hangul vowels and finals


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_hidden(character: str) -> bool:
    # Cc control, Cf format (writing direction, zero width), Cs half of a pair, Co private; and no characters.
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co")
        or 0xFDD0 <= code <= 0xFDEF
        or code & 0xFFFE == 0xFFFE
    )
