"""What a user can be asked for: every scope of Twitch, what it opens, and which ones a task needs.

Rules for this folder: facts stand in `table`, `operations` and `events`, each once; the set is Twitch's and
open, so a scope nobody has heard of is a text like the others and survives everything here.
"""

from twitchkit.oauth.scope_set import ScopeDifference, compare_scopes, join_scopes, read_scopes
from twitchkit.oauth.scopes.need import Need, check_scopes, for_endpoints, operation_id, scopes_of, union
from twitchkit.oauth.scopes.scope import Scope, all_scopes, find_scope, nearest_scopes, search_scopes
from twitchkit.oauth.scopes.spare import Spare, find_spare

__all__ = [
    "Need",
    "Scope",
    "ScopeDifference",
    "Spare",
    "all_scopes",
    "check_scopes",
    "compare_scopes",
    "find_scope",
    "find_spare",
    "for_endpoints",
    "join_scopes",
    "nearest_scopes",
    "operation_id",
    "read_scopes",
    "scopes_of",
    "search_scopes",
    "union",
]
