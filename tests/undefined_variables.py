"""Makes an undefined variable fail in our own templates, and only there."""

import sys
from pathlib import Path
from types import FrameType

PROJECT_ROOT = Path(__file__).resolve().parent.parent
OUR_TEMPLATES = tuple(
    str(PROJECT_ROOT / package) for package in ("blog", "comments", "disclosures", "site_config", "tests")
)


class UndefinedVariable(str):
    """The engine's `string_if_invalid`: empty in foreign templates, an error in ours.

    Wagtail's admin templates lean on undefined variables being empty, so failing everywhere would fail every
    admin page. Django asks for the truth of this string each time a variable is missing; that is the moment
    to look which template is being rendered.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        """Return False for a foreign template; raise AssertionError, naming the place, for one of ours."""
        caller = sys._getframe(1)
        variable = caller.f_locals.get("self")
        frame: FrameType | None = caller
        while frame is not None:
            node = frame.f_locals.get("self")
            origin = getattr(node, "origin", None)
            if origin is not None and frame.f_code.co_name in {"render", "render_annotated"}:
                if str(origin).startswith(OUR_TEMPLATES):
                    raise AssertionError(f"Undefined variable {variable} in {origin}, near {node!r}")
                return False
            frame = frame.f_back
        return False
