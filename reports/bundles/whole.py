"""The signature over a bundle as a whole: a signed note on its last manifest, and so on every other file.

Invariant: what the key signs here can be taken for nothing else that it signs. The first line ends in ``/bundle``, that
of a checkpoint in the name of a tree, and the id of the key goes over that name; so neither passes for the other.
"""

import hashlib

from evidence.signed_note import Signer, sign
from reports.bundles.bag import LAST_MANIFEST

SIGNATURE = "signature.txt"
"""The file beside the manifests; no manifest lists it, as it is over the last of them."""
_ENDING = "bundle"


def signature_over(last_manifest: bytes, signer: Signer) -> bytes:
    """The file that signs a bundle with this last manifest: its SHA-256, as manifests write one, and the signature.

    ``signer`` is who signs checkpoints, under the name of the ledger.
    """
    own = Signer(f"{signer.name}/{_ENDING}", signer.private_key)
    text = f"{own.name}\n{hashlib.sha256(last_manifest).hexdigest()}  {LAST_MANIFEST}\n"
    return sign(text, [own]).encode()
