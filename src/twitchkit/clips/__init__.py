"""Clips: from an address to the MP4s behind it, and to the name of the file.

Rules for this folder: pure; what Twitch documents comes from `twitchkit.helix`; what it does not document
stands, dated, in `unofficial.py` and nowhere else; "unknown" is never told as "gone"; signed URLs are
`SignedUrl`s from the moment they exist.
"""

from twitchkit.clips.address import AddressLine, ClipAddress, parse_address, read_addresses
from twitchkit.clips.choice import BEST, Choice
from twitchkit.clips.link import Link
from twitchkit.clips.naming import NameTemplate
from twitchkit.clips.rendition import Rendition, choose_rendition, rank_renditions
from twitchkit.clips.thumbnail import derive_mp4

__all__ = [
    "BEST",
    "AddressLine",
    "Choice",
    "ClipAddress",
    "Link",
    "NameTemplate",
    "Rendition",
    "choose_rendition",
    "derive_mp4",
    "parse_address",
    "rank_renditions",
    "read_addresses",
]
