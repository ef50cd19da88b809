"""The pages and the HTTP face: sees ``etl.services`` and ``etl.domain``, nothing below."""
