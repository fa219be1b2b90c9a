"""Requests leave only for the public internet, read no body, and end."""

import contextlib
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from disclosures.networks import is_public
from disclosures.outbound import Answer, NoAnswerError, PrivateNetworkError, PublicFetcher

seen = []


class Shop(BaseHTTPRequestHandler):
    """A server with every bad habit."""

    def do_GET(self):
        seen.append((self.command, self.path, dict(self.headers)))
        getattr(self, f"serve_{self.path.strip('/').partition('?')[0]}", self.serve_nothing)()

    do_HEAD = do_GET  # noqa: N815  the library's name

    def serve_nothing(self):
        self.answer(404)

    def serve_page(self):
        self.answer(200, length=10**12)

    def serve_redirect(self):
        # A redirect with a body that never ends.
        self.answer(302, location="/page/ä", length=10**12)

    def serve_drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(200):
            time.sleep(0.05)
            self.wfile.write(b"x")

    def serve_nonsense(self):
        self.wfile.write(b"\x00\xff" * 50 + b"\r\n\r\n")

    def answer(self, status, location=None, length=0):
        self.send_response(status)
        if location:
            self.wfile.write(b"".join(self._headers_buffer))
            self._headers_buffer = []
            self.wfile.write(f"Location: {location}\r\n".encode())
        self.send_header("Content-Length", str(length))
        self.end_headers()
        if length and self.command == "GET":
            self.wfile.write(b"x" * 1000)

    def log_message(self, *args):
        """Be quiet."""

    def handle(self):
        with contextlib.suppress(OSError):
            super().handle()


@pytest.fixture(scope="module")
def shop():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def asker(**values):
    return PublicFetcher(
        "LinkCheck", **{"is_allowed": lambda address: True, "sleep": lambda seconds: None, **values}
    )


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_the_beginning_of_an_answer_is_enough(shop, method):
    began = time.monotonic()
    assert asker().fetch(method, f"{shop}/page") == Answer(200)
    assert asker().fetch(method, f"{shop}/redirect") == Answer(302, "/page/ä")
    assert asker().fetch(method, f"{shop}/nobody") == Answer(404)
    assert time.monotonic() - began < 5


def test_it_says_who_asks_and_tells_no_secrets(shop, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    seen.clear()
    asker().fetch("GET", f"{shop}/page?a=1")
    [(method, path, headers)] = seen
    assert (method, path, headers["User-Agent"]) == ("GET", "/page?a=1", "LinkCheck")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_server_that_sends_one_byte_now_and_then_is_left(shop):
    asks = asker()
    asks.deadline = 0.5
    began = time.monotonic()
    with pytest.raises(NoAnswerError, match=r"within 0\.5 seconds"):
        asks.fetch("GET", f"{shop}/drip")
    assert time.monotonic() - began < 4


@pytest.mark.parametrize(
    "address", ["{shop}/nonsense", "http://127.0.0.1:1/", "http://x:99999/", "http://", "gopher://x/"]
)
def test_what_cannot_be_reached_is_said_to_be_so(shop, address):
    with pytest.raises(NoAnswerError) as silent:
        asker().fetch("GET", address.format(shop=shop))
    assert str(silent.value)
    assert "Pool" not in str(silent.value)


def test_a_port_at_which_nobody_answers_is_said_in_few_words():
    with pytest.raises(NoAnswerError, match=r"\ANo connection to 127\.0\.0\.1\.\Z"):
        asker().fetch("GET", "http://127.0.0.1:1/")


def test_a_server_without_a_valid_certificate_is_not_trusted(shop):
    with pytest.raises(NoAnswerError, match="SSL"):
        asker().fetch("GET", shop.replace("http:", "https:"))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0", "[::1]", "2130706433"])
def test_a_private_address_is_refused_before_anything_is_sent(shop, host):
    seen.clear()
    port = shop.rpartition(":")[2]
    with pytest.raises((PrivateNetworkError, NoAnswerError)):
        PublicFetcher("LinkCheck", sleep=lambda seconds: None).fetch("GET", f"http://{host}:{port}/page")
    assert seen == []


def resolving(*answers):
    """Return a resolver whose answers differ from time to time, as those of an attacker do."""
    real, left = socket.getaddrinfo, list(answers)

    def resolve(host, port, *args, **kwargs):
        if host != "shop.example":
            return real(host, port, *args, **kwargs)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in left.pop(0)]

    return resolve


def test_the_name_is_asked_once_so_that_its_answer_cannot_change(shop, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", resolving(["127.0.0.1"], ["10.0.0.1"]))
    port = shop.rpartition(":")[2]
    asked = []

    def allowed(address):
        asked.append(address)
        return True

    seen.clear()
    assert asker(is_allowed=allowed).fetch("GET", f"http://shop.example:{port}/page") == Answer(200)
    assert asked == ["127.0.0.1"]
    assert seen[0][2]["Host"] == f"shop.example:{port}"


@pytest.mark.parametrize(
    "answers", [["10.0.0.1"], ["8.8.8.8", "169.254.169.254"], ["8.8.8.8", "::ffff:127.0.0.1"]]
)
def test_one_private_answer_is_one_too_many(monkeypatch, answers):
    monkeypatch.setattr(socket, "getaddrinfo", resolving(answers))
    with pytest.raises(PrivateNetworkError, match=r"shop\.example"):
        asker(is_allowed=is_public).fetch("GET", "http://shop.example/")


def test_a_name_that_nobody_knows_is_no_answer(monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NoAnswerError, match="unknown"):
        asker().fetch("GET", "http://nobody.example/")


def test_each_host_is_asked_once_a_second(shop):
    waited = []
    asks = asker(sleep=waited.append)
    asks.fetch("GET", f"{shop}/page")
    asks.fetch("GET", f"{shop}/page")
    assert len(waited) == 1
    assert 0 < waited[0] <= 1
