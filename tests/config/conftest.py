from tests.config.folder import call

__all__ = ["call"]
