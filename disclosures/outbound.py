"""Asks other servers, and only those on the public internet, without reading what they send.

A server decides where it redirects to, and its owner decides to which machine its name leads: both are looked at anew
for each request, and the connection goes to the very address that was looked at (DNS rebinding).
"""

import re
import socket
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Timer
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from disclosures.networks import is_public

CONNECT_SECONDS, READ_SECONDS = 5, 10
# A server that sends one byte now and then is left alone after this.
DEADLINE_SECONDS = 30
PAUSE_SECONDS = 1.0


class NoAnswerError(Exception):
    """The server could not be reached, or did not answer in time; the message says why."""


class PrivateNetworkError(Exception):
    """The address leads to a machine that is not on the public internet."""


class Answer(NamedTuple):
    """The beginning of an answer; its body is not read. `location` is "" where it is no redirect."""

    status: int
    location: str = ""


class Fetcher(ABC):
    """Sends one request and follows no redirect."""

    @abstractmethod
    def fetch(self, method: str, url: str) -> Answer:
        """Return the answer. Raises NoAnswerError or PrivateNetworkError."""


class PublicFetcher(Fetcher):
    """Asks the real internet, each host at most once a second."""

    def __init__(
        self,
        user_agent: str,
        is_allowed: Callable[[str], bool] = is_public,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.headers = {"User-Agent": user_agent, "Accept": "text/html,*/*;q=0.5"}
        self.is_allowed, self.sleep = is_allowed, sleep
        self.deadline = float(DEADLINE_SECONDS)
        self._last: dict[str, float] = {}

    def fetch(self, method: str, url: str) -> Answer:
        """Return the answer of a machine on the public internet."""
        self._pause(urlsplit(url).netloc)
        opened: list[socket.socket] = []
        too_late = Event()
        alarm = Timer(self.deadline, _hang_up, [opened, too_late])
        alarm.daemon = True
        alarm.start()
        try:
            answer = self._answer(method, url, opened)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise NoAnswerError(_reason(error)) from error
        finally:
            alarm.cancel()
            for connection in opened:
                connection.close()
        if too_late.is_set():
            raise NoAnswerError(f"No whole answer within {self.deadline:g} seconds.")
        return answer

    def _answer(self, method: str, url: str, opened: list[socket.socket]) -> Answer:
        with _Session() as session:
            adapter = _GuardedAdapter(self.is_allowed, opened)
            session.mount("https://", adapter)
            session.mount("http://", adapter)
            timeout = (CONNECT_SECONDS, READ_SECONDS)
            with session.request(
                method, url, headers=self.headers, timeout=timeout, stream=True, allow_redirects=False
            ) as response:
                location = response.headers.get("Location", "") if response.is_redirect else ""
                # Headers arrive as Latin-1, whatever they were written in.
                return Answer(response.status_code, location.encode("latin-1").decode("utf-8", "replace"))

    def _pause(self, host: str) -> None:
        wait = self._last.get(host, 0) + PAUSE_SECONDS - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._last[host] = time.monotonic()


class _Session(requests.Session):
    """Takes neither proxies nor passwords from its surroundings, and looks at no redirect."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Say that there is none: requests would read the whole body of a redirect."""


class _GuardedAdapter(HTTPAdapter):
    """Opens only connections to machines that are allowed, and hands a second handle of each to `opened`."""

    def __init__(self, is_allowed: Callable[[str], bool], opened: list[socket.socket]) -> None:
        self.connect = lambda connection: _connected(connection, is_allowed, opened)
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools with guarded connections."""
        super().init_poolmanager(*args, **kwargs)
        connect = self.connect

        class Plain(HTTPConnection):
            _new_conn = connect

        class Secure(HTTPSConnection):
            _new_conn = connect

        plain = type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})
        secure = type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure})
        self.poolmanager.pool_classes_by_scheme = {"http": plain, "https": secure}


def _connected(
    connection: HTTPConnection, is_allowed: Callable[[str], bool], opened: list[socket.socket]
) -> socket.socket:
    """Return a socket to an address of the host, all of which must be allowed."""
    try:
        found = socket.getaddrinfo(connection.host.strip("[]"), connection.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(connection.host, connection, socket.gaierror(str(error))) from error
    addresses = [str(info[4][0]) for info in found]
    if not all(map(is_allowed, addresses)):
        raise PrivateNetworkError(f"{connection.host} ({', '.join(addresses)})")
    for address in addresses:
        with suppress(OSError):
            connected = create_connection((address, connection.port), CONNECT_SECONDS)
            opened.append(connected.dup())
            return connected
    raise NewConnectionError(connection, f"No connection to {connection.host}.")


def _hang_up(opened: list[socket.socket], too_late: Event) -> None:
    too_late.set()
    for connection in opened:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    """Return the innermost reason in a few words: the libraries wrap it several times."""
    inner: object = error
    while isinstance(inner, Exception):
        error = inner
        inner = getattr(error, "reason", None) or next(iter(error.args), None)
    # They begin with the connection that was tried.
    return re.sub(r"^<?\w+\(host=[^)]*\)(?: object at \w+>)?: ", "", str(error))[:250] or type(error).__name__
