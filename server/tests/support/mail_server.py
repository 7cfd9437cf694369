"""A mail server for the tests (aiosmtpd). The name of the recipient says how it behaves.

Prints its port, then a line of JSON for every letter that it has taken, before it says so to the sender.
"""

import argparse
import asyncio
import json
import os
import ssl
from email import message_from_bytes, policy

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = b"cabinet", b"issyk-kul"


class Desk:
    def __init__(self):
        self.seen = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "unknown":
            return "550 5.1.1 no such mailbox: " + address
        if name == "always-busy" or name == "busy" and address not in self.seen:
            self.seen.add(address)
            return "450 4.2.1 busy: " + address
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "silent":
            await asyncio.Event().wait()
        if name == "unwanted":
            return "554 5.7.1 not wanted"
        message = message_from_bytes(envelope.content, policy=policy.default)
        letter = {
            "sender": envelope.mail_from,
            "recipient": envelope.rcpt_tos[0],
            "headers": {key.lower(): str(value) for key, value in message.items()},
            "body": message.get_content(),
            "encrypted": session.ssl is not None or implicit,
            "signed_in": session.authenticated,
        }
        print(json.dumps(letter), flush=True)
        if name == "fatal" and envelope.rcpt_tos[0] not in known:
            os._exit(1)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    # not handled: the server words the refusal itself
    return AuthResult(success=data.login == USER and data.password == PASSWORD, handled=False)


arguments = argparse.ArgumentParser()
arguments.add_argument("--port", type=int, default=0)
arguments.add_argument("--security", choices=["none", "starttls", "tls"], default="none")
arguments.add_argument("--folder", help="certificate.pem and key.pem")
arguments.add_argument("--known", nargs="*", default=[], help="a letter to these does not end the server")
options = arguments.parse_args()
implicit = options.security == "tls"
known = set(options.known)
context = None
if options.security != "none":
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(options.folder + "/certificate.pem", options.folder + "/key.pem")


def conversation():
    if context is None:
        return SMTP(desk)
    return SMTP(
        desk,
        tls_context=None if implicit else context,
        require_starttls=not implicit,
        authenticator=authenticate,
        auth_required=True,
        auth_require_tls=not implicit,
    )


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(conversation, "127.0.0.1", options.port, ssl=context if implicit else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


desk = Desk()
asyncio.run(serve())
