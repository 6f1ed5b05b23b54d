"""The base of all written things: frozen, strict with authors, lenient with what this program wrote itself."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=64)]
"""A name that people and files can carry: lower-case letters, digits, ``. _ -``. Never becomes a path."""


class Authored(BaseModel):
    """A value that a person writes: an unknown field is an error, because it is a typing mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)


class Recorded(BaseModel):
    """A value that this program wrote earlier: fields of a newer version are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")
