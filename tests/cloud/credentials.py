"""A throw-away service account whose tokens a local endpoint gives out.

Without any credentials Beam asks Google's metadata server for 20 s before it gives up.
"""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.cloud.server import JsonHandler, served


class _Tokens(JsonHandler):
    def answer(self, method: str, path: str, body: bytes) -> object:  # noqa: ARG002
        return {"access_token": "local", "token_type": "Bearer", "expires_in": 3600}


@contextlib.contextmanager
def service_account(folder: Path, project: str) -> Iterator[Path]:
    """Make a key file in ``folder`` (for GOOGLE_APPLICATION_CREDENTIALS) and serve its tokens."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with served(_Tokens) as address:
        key = {
            "type": "service_account",
            "project_id": project,
            "private_key_id": "local",
            "private_key": pem.decode(),
            "client_email": f"tests@{project}.iam.gserviceaccount.com",
            "client_id": "1",
            "token_uri": f"{address}/token",
        }
        path = folder / "service_account.json"
        path.write_text(json.dumps(key))
        yield path
