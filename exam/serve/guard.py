"""Who is let in: by the name that the browser used, the site that it came from, and the key in the address.

A page of another site can make a browser send requests to this machine, and with a name of its own that suddenly
means this machine it can even read the answers. Both show in headers that such a page cannot forge.
"""

from hmac import compare_digest
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

LOCALHOST = "localhost"


def guard(key: str, host: str) -> Middleware:
    """Lets a request through that names this machine, comes from the page itself, and knows the key.

    `host` is the name that the server was bound to. Answers 403 to a foreign Host or Origin, 404 without the key.
    """

    @web.middleware
    async def let_in(request: web.Request, handler: Handler) -> web.StreamResponse:
        named = request.headers.getall("Host", [])
        origins = request.headers.getall("Origin", [])
        sockname = request.transport.get_extra_info("sockname") if request.transport else None
        if len(named) != 1 or sockname is None or not is_ours(named[0], sockname[0], host):
            raise web.HTTPForbidden(text="This server goes by another name. Use the address that 'exam serve' printed.")
        if any(origin.lower() != f"http://{named[0].lower()}" for origin in origins):
            raise web.HTTPForbidden(text="Another site may not use this server.")
        if "Upgrade" in request.headers and len(origins) != 1:
            raise web.HTTPForbidden(text="A connection must say which page it comes from.")
        given = request.path.split("/", 2)[1] if request.path.startswith("/") else ""
        if not compare_digest(given.encode(errors="replace"), key.encode()):
            raise web.HTTPNotFound(text="Nothing is here. Use the whole address that 'exam serve' printed.")
        return await handler(request)

    return let_in


def is_ours(named: str, reached: str, bound: str) -> bool:
    """Whether a Host header means this machine and cannot be a name that somebody else chose.

    `reached` is the IP address that the request arrived at, `bound` the name that the server was given. An address
    written in digits cannot be pointed elsewhere, so it only has to be the one that was reached. The port is not
    looked at: a tunnel may have changed it, and the Origin has to agree with it.
    """
    try:
        parts = urlsplit(f"//{named}")
        name, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not name or parts.netloc != named or "@" in named:
        return False
    here = address(reached)
    if name == LOCALHOST:
        return here is not None and here.is_loopback
    if (written := address(name)) is not None:
        return written == here
    return name == bound.lower()


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that is bound to `host`."""
    numeric = address(host)
    return host.lower() == LOCALHOST if numeric is None else numeric.is_loopback


def address(text: str) -> IPv4Address | IPv6Address | None:
    """An IP address from its text, an IPv4 address that is written as IPv6 as the IPv4 address; None: it is a name."""
    try:
        numeric = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(numeric, "ipv4_mapped", None) or numeric
