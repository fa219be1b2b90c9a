"""Compute the digest of a signed text again: python recompute_digest.py FILE-OR-ADDRESS [DIGEST]"""

import hashlib
import json
import sys
from pathlib import Path
from urllib.request import urlopen


def sha256(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


source = sys.argv[1]
is_address = source.startswith(("https://", "http://"))
signed = json.loads(urlopen(source).read() if is_address else Path(source).read_bytes())
claimed = sys.argv[2] if len(sys.argv) > 2 else signed["digest"]
for name, value in signed["payload"]["content"].items():
    is_stream = isinstance(value, list) and all(
        isinstance(block, dict) and "type" in block and block.keys() <= {"type", "value"} for block in value
    )
    for number, block in enumerate(value) if is_stream else [(None, value)]:
        print(
            sha256(block.get("value") if is_stream else block), name if number is None else f"{name}.{number}"
        )
print(sha256(signed["payload"]), "everything")
print("same" if sha256(signed["payload"]) == claimed else "different")
sys.exit(sha256(signed["payload"]) != claimed)
