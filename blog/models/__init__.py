"""The pages and snippets that the site publishes."""

from blog.models.pictures import Picture, PictureRendition

__all__ = ["Picture", "PictureRendition"]
