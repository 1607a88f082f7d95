"""The tables, version by version."""

from __future__ import annotations

TEXT_OPTIONS = "title, creator, game, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'"

MIGRATIONS = (
    """
    CREATE TABLE channel (id INTEGER PRIMARY KEY, twitch_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL);

    -- A name is set once: the text index holds it, and is told the old words when a clip's words change.
    CREATE TABLE game (id INTEGER PRIMARY KEY, twitch_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL);

    -- Moments are Unix seconds.  `key` is the slug's CRC-32: an index over slugs themselves, which are random
    -- and long, would cost as much as all else together.  Addresses are NULL where they follow from the slug.
    CREATE TABLE clip (
      id INTEGER PRIMARY KEY,
      key INTEGER NOT NULL,
      slug TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      channel INTEGER NOT NULL REFERENCES channel,
      creator_id TEXT,
      creator_name TEXT,
      video_id TEXT,
      vod_offset INTEGER,
      game INTEGER REFERENCES game,
      language TEXT NOT NULL,
      title TEXT NOT NULL,
      view_count INTEGER NOT NULL,
      duration REAL NOT NULL,
      is_featured INTEGER,
      url TEXT,
      embed_url TEXT,
      thumbnail_url TEXT NOT NULL,
      first_seen_at INTEGER NOT NULL,
      seen_at INTEGER NOT NULL,
      state INTEGER NOT NULL,
      path TEXT,
      size_bytes INTEGER,
      sha256 BLOB,
      rendition TEXT,
      source TEXT,
      kept_at INTEGER,
      checked_at INTEGER,
      error TEXT,
      why TEXT,
      tries INTEGER NOT NULL DEFAULT 0,
      retry_at INTEGER,
      gone_words INTEGER NOT NULL DEFAULT 0,
      gone_at INTEGER
    );
    CREATE INDEX clip_key ON clip (key);
    CREATE INDEX clip_state ON clip (state, created_at);
    CREATE INDEX clip_views ON clip (view_count);

    CREATE TABLE views (
      clip INTEGER NOT NULL, seen_at INTEGER NOT NULL, view_count INTEGER NOT NULL,
      PRIMARY KEY (clip, seen_at)
    ) WITHOUT ROWID;

    CREATE VIRTUAL TABLE clip_text USING fts5 (
      title, creator, game, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    );

    CREATE TABLE source (
      id INTEGER PRIMARY KEY,
      kind TEXT NOT NULL,
      twitch_id TEXT NOT NULL,
      name TEXT NOT NULL,
      wanted TEXT NOT NULL DEFAULT '',
      listed_from INTEGER,
      listed_until INTEGER,
      proof TEXT,
      UNIQUE (kind, twitch_id)
    );

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      told TEXT
    );

    CREATE TABLE note (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    """,
    """
    -- The words of many clips are sorted in memory and written once, not megabyte by megabyte and merged.
    INSERT INTO clip_text (clip_text, rank) VALUES ('hashsize', 16777216);
    """,
    """
    -- The slug, which addresses repeat, is left out of them.
    UPDATE clip SET url = replace(url, slug, '{slug}'), embed_url = replace(embed_url, slug, '{slug}'),
      thumbnail_url = replace(thumbnail_url, slug, '{slug}');

    -- What new clips would scatter over whole indexes is written later, many clips at a time and sorted: the
    -- keys of their slugs, and their words.  `note.indexed` is the last clip of which that was done.
    DROP INDEX clip_key;
    CREATE TABLE slug_key (
      key INTEGER NOT NULL, clip INTEGER NOT NULL, PRIMARY KEY (key, clip)
    ) WITHOUT ROWID;
    INSERT INTO slug_key SELECT key, id FROM clip ORDER BY key;

    -- Clips are listed newest first: a new one stands at this index's end, not at its beginning.
    DROP INDEX clip_state;
    CREATE INDEX clip_state ON clip (state, created_at DESC);

    -- Words stand in order of views (`place`), so that a search meets the most viewed clips first.
    DROP INDEX clip_views;
    DROP TABLE clip_text;
    CREATE VIRTUAL TABLE clip_text USING fts5 (
      title, creator, game, content='', columnsize=0, tokenize='unicode61 remove_diacritics 2'
    );
    INSERT INTO clip_text (clip_text, rank) VALUES ('hashsize', 16777216);
    -- Sixteen pieces of it become one, not four: a word is written anew half as often.
    INSERT INTO clip_text (clip_text, rank) VALUES ('automerge', 16);
    INSERT INTO clip_text (rowid, title, creator, game)
      SELECT place(clip.view_count, clip.id), spaced(clip.title), spaced(coalesce(clip.creator_name, '')),
        spaced(coalesce(game.name, ''))
      FROM clip LEFT JOIN game ON game.id = clip.game ORDER BY 1;
    INSERT OR REPLACE INTO note SELECT 'indexed', coalesce(max(id), 0) FROM clip;
    """,
)
"""What each version adds; never edited once released."""

FORMAT = len(MIGRATIONS)

TABLES = frozenset({"channel", "game", "clip", "views", "clip_text", "source", "run", "note"})
"""In a catalogue of any version."""
