"""What tests of several rooms share: a clock that is told the time, and small papers made by hand."""

from tests.support.clock import FakeClock
from tests.support.forms import bank_toml, right, sample_bank, sample_form, wrong

__all__ = ["FakeClock", "bank_toml", "right", "sample_bank", "sample_form", "wrong"]
