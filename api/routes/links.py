"""The Link header (RFC 8288) that names the next page of a list."""

from fastapi import Request, Response


def name_next(request: Request, response: Response, cursor: str | None) -> None:
    """Name the next page, if there is one: the same question from the cursor on. The reference is relative."""
    if cursor is not None:
        url = request.url.include_query_params(cursor=cursor)
        response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
