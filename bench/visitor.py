"""A browser's worth of HTTP: one connection per request, cookies, the tokens of forms. Only to this machine."""

from __future__ import annotations

import http.client
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from bench.asking import HOST, Answer, WrongAnswer
from bench.numbers import PASSWORD, TOTP_SECRET

PATIENCE = 120
TOTP_PERIOD = 30


@dataclass
class Visitor:
    """Somebody at a server, signed in or not."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, list[str]]) -> Answer:
        """Send a form, with the token against forgery that a page gave earlier."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        return self._ask("POST", path, urlencode(fields | token, doseq=True))

    def sign_in(self, email: str) -> None:
        """Sign in at the project's own page, with the second step where it is asked."""
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", {"login": email, "password": PASSWORD})
        if answer.location.startswith("/accounts/2fa/"):
            self._take_second_step(answer.location)
        self._expect_session(answer)

    def sign_in_to_admin(self, email: str) -> None:
        """Sign in at Django's admin."""
        self.get("/admin/login/")
        self._expect_session(
            self.post("/admin/login/", {"username": email, "password": PASSWORD, "next": "/admin/"})
        )

    def _take_second_step(self, path):
        self.get(path)
        used = int(time.time()) // TOTP_PERIOD
        if self._offer_code(path, used):
            return
        # A code works once; a run just before this one has used it.
        while int(time.time()) // TOTP_PERIOD == used:
            time.sleep(0.5)
        self._offer_code(path, used + 1)

    def _offer_code(self, path, counter):
        code = format_hotp_value(hotp_value(TOTP_SECRET, counter))
        return self.post(path, {"code": code}).status == 302

    def _expect_session(self, answer):
        if "sessionid" not in self.cookies:
            raise WrongAnswer(f"Nobody was signed in: the server answered {answer.status}.")

    def _ask(self, method, path, body):
        headers = {
            "Host": f"{HOST}:{self.port}",
            # What the proxy in front of the real thing says.
            "X-Forwarded-Proto": "https",
            "Referer": f"https://{HOST}:{self.port}{path}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        seconds = time.perf_counter() - started
        for line in response.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(
            status=response.status,
            location=response.headers.get("Location", ""),
            body=content,
            seconds=seconds,
        )
