"""Starts an unmodified twitch-dl or yt-dlp with Twitch's GraphQL host replaced by the stand-in's.

Neither has an option for it.  Just one function of the tool is wrapped, the one through which every request's
address goes; everything else is the release's own code, and the media links come from the GraphQL answers.

    python shim.py twitch-dl http://127.0.0.1:PORT ARGUMENTS...
"""

from __future__ import annotations

import sys

GRAPHQL = "https://gql.twitch.tv/"


def twitch_dl(base: str) -> int:
    import httpx
    from twitchdl.cli import cli

    def point(client: type[httpx.Client] | type[httpx.AsyncClient]) -> None:
        build = client.build_request

        def build_request(self: httpx.Client, method: str, url: object, **more: object) -> httpx.Request:
            return build(self, method, str(url).replace(GRAPHQL, base), **more)

        client.build_request = build_request

    point(httpx.Client)
    point(httpx.AsyncClient)
    return cli()


def yt_dlp(base: str) -> int:
    from yt_dlp import YoutubeDL, main
    from yt_dlp.networking import Request

    urlopen = YoutubeDL.urlopen

    def opened(self: YoutubeDL, request: Request | str) -> object:
        if isinstance(request, Request) and request.url.startswith(GRAPHQL):
            request.url = request.url.replace(GRAPHQL, base)
        return urlopen(self, request)

    YoutubeDL.urlopen = opened
    return main()


if __name__ == "__main__":
    tool, base_url = sys.argv[1], sys.argv[2].rstrip("/") + "/"
    sys.argv = [tool, *sys.argv[3:]]
    sys.exit({"twitch-dl": twitch_dl, "yt-dlp": yt_dlp}[tool](base_url))
