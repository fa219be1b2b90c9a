"""Recognise what bloggers write below an article: "leave a comment", "please share"."""

import re
import tomllib
from importlib.resources import files

from blog.importers.imported import What

LONGEST_PROMPT = 60  # words


def prompt_kind(text: str) -> What | None:
    """Return What.COMMENT_PROMPT or What.SHARE_PROMPT if the whole paragraph is such a prompt, else None."""
    words = text.split()
    if len(words) > LONGEST_PROMPT:
        return None
    sentences = _SENTENCE.findall(" ".join(words))
    prompts = {sentence: kind for sentence in sentences if (kind := _sentence_kind(sentence))}
    beside = [sentence for sentence in sentences if sentence not in prompts]
    if not prompts or not all(_PLEASANTRY.search(sentence) for sentence in beside):
        return None
    return next(iter(prompts.values()))


def _sentence_kind(sentence: str) -> What | None:
    if _COMMENT.search(sentence):
        return What.COMMENT_PROMPT
    return What.SHARE_PROMPT if _SHARE.search(sentence) and not _ADVICE.search(sentence) else None


def _read_phrases() -> dict:
    return tomllib.loads(files("blog.importers").joinpath("data/prompts.toml").read_text("utf-8"))


def _compiled(name: str) -> re.Pattern:
    """Join the patterns of that name, with <name> replaced by the group of that name."""
    joined = "|".join(f"(?:{pattern})" for pattern in _PHRASES[name])
    for word, group in _PHRASES["words"].items():
        joined = joined.replace(f"<{word}>", group)
    return re.compile(joined, re.IGNORECASE)


_PHRASES = _read_phrases()
_COMMENT, _SHARE, _PLEASANTRY, _ADVICE = map(_compiled, ("comment", "share", "pleasantry", "advice"))
_SENTENCE = re.compile(r"\S.*?(?:[.!?\u2026]+[\"')\]\u2019\u201d]*(?=\s)|$)", re.DOTALL)
