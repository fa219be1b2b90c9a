"""The markup of notice and label, one form for page, feed, API and mail."""

from html import escape

from disclosures.policy import Policy

# Insertions end with a space or line break of their own, so that words never run together.
NOTICE = '<div class="disclosure-notice" data-disclosure="notice" role="note" lang="{language}">{paragraphs}</div>\n'
# Says to later readers of the HTML, ourselves among them, that a notice written by hand follows.
BY_HAND = '<span data-disclosure="by-hand"></span>'
LABEL = '<span class="disclosure-label" data-disclosure="label">{text}</span> '


def notice(sentences: list[str], policy: Policy) -> str:
    """Return the notice with one paragraph for each sentence, all of them plain text."""
    paragraphs = "".join(
        f'<p data-disclosure="sentence">{escape(sentence, quote=False)}</p>' for sentence in sentences
    )
    return NOTICE.format(language=escape(policy.texts.language), paragraphs=paragraphs)


def label(policy: Policy) -> str:
    """Return the label that stands in front of the words of a paid link."""
    return LABEL.format(text=escape(policy.texts.label, quote=False))
