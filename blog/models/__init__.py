"""The pages and snippets that the site publishes."""

from blog.models.articles import ArticleAuthor, HealthArticlePage
from blog.models.information import InfoPage
from blog.models.lists import BlogIndexPage, HomePage
from blog.models.pictures import Picture, PictureRendition
from blog.models.posts import NotHealthAdvice, PostAuthor, PostPage
from blog.models.topics import Topic

__all__ = [
    "ArticleAuthor",
    "BlogIndexPage",
    "HealthArticlePage",
    "HomePage",
    "InfoPage",
    "NotHealthAdvice",
    "Picture",
    "PictureRendition",
    "PostAuthor",
    "PostPage",
    "Topic",
]
