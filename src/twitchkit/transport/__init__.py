"""Performs flows: blocking on urllib3, asyncio on aiohttp.

Rules for this folder: it carries requests and answers, and judges neither.  No retries, no redirects of API
calls, no cookies: that is what flows decide.  Foreign exceptions are translated here, once, in one table for
each library, and none leaves.  Both libraries are imported on first use.  Secrets are revealed here alone.
"""
