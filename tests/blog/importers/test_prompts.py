"""blog.importers.prompts: what stands below an article, and advice that looks like it."""

import pytest

from blog.importers.imported import What
from blog.importers.prompts import prompt_kind


@pytest.mark.parametrize(
    "text",
    [
        "Would you like to comment?",
        "Leave a comment below!",
        "What do you think? Let us know in the comments.",
        "Please share your thoughts below. Thank you!",
        "I would love to hear from you!",
        "Join the conversation.",
        "Have your say",
        "Comments",
        "Questions or comments?",
        "If you liked this article, tell me in the comments. We read every one.",
        "Drop us a comment and tell us your story.",
    ],
)
def test_comment_prompts(text) -> None:
    assert prompt_kind(text) is What.COMMENT_PROMPT


@pytest.mark.parametrize(
    "text",
    [
        "Hello! If you liked what you read, take a moment to share by tweeting or yumming! Much appreciated!",
        "Please share this post with your friends!",
        "Sharing is caring.",
        "Share this:",
        "Share this article on Facebook or Pinterest.",
        "Pin it for later!",
        "If you enjoyed this, share it with someone who needs it. Thanks for reading!",
        "Facebook | Twitter | Pinterest",
        "Facebook Twitter Pinterest Email",
        "Don't forget to share",
        "Spread the word!",
        "Tweet this",
    ],
)
def test_share_prompts(text) -> None:
    assert prompt_kind(text) is What.SHARE_PROMPT


@pytest.mark.parametrize(
    "text",
    [
        "Share this list with your doctor.",
        "Talk with your family and share how you feel.",
        "See a doctor if the pain lasts. What do you think? Leave a comment!",
        "Do not share needles.",
        "People who share a bed sleep less well.",
        "Thank you for reading.",
        "If you liked the first week, add ten minutes.",
        "Comment sections can spread rumours about vaccines.",
        "What do you do when you cannot sleep?",
        "Tell your nurse about any side effects.",
        "A pinched nerve may cause pain.",
        "Print the table and put it on the fridge.",
        "",
        "word " * 61 + "leave a comment",
    ],
)
def test_advice_is_no_prompt(text) -> None:
    assert prompt_kind(text) is None
