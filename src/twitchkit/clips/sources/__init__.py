"""The ways from a slug to links, one file each.

Rules for this folder: a source answers for every slug it is asked for, with a `Finding` or with the reason
why not; it raises nothing for Twitch's or the network's sake.  What one clip lacks never costs another.

The order, and why: `downloads` is the only way that Twitch documents, but works for channels that the account
owns or edits, and gives one quality; `gql` is what the web player does and works for every public clip;
`thumbnail` is a guess that works for what is left of the clips from before August 2024.
"""
