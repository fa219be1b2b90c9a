"""The site's user and the settings that editors change."""

from site_config.models.brand import BrandSettings
from site_config.models.demonstration import DemonstrationRecord
from site_config.models.share import ShareSettings
from site_config.models.users import User

__all__ = ["BrandSettings", "DemonstrationRecord", "ShareSettings", "User"]
