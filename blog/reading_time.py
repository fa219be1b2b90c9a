"""How long it takes to read a text."""

from wagtail.blocks import StreamValue

# Silent reading of non-fiction in English, mean of 190 studies: 238 words a minute.
# Brysbaert M. How many words do we read per minute? Journal of Memory and Language. 2019;109:104047.
WORDS_PER_MINUTE = 238


def minutes_to_read(body: StreamValue) -> int:
    """Return the whole minutes that an adult needs for the text, at least one."""
    words = sum(len(text.split()) for text in body.stream_block.get_searchable_content(body))
    return max(1, round(words / WORDS_PER_MINUTE))
