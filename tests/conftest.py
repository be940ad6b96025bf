"""Settings for all tests."""

from hypothesis import settings

settings.register_profile("whosays", deadline=None)  # the first example of a test often pays for imports
settings.load_profile("whosays")
