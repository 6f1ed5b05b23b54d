"""The banks there are: imported, begun, checked, written elsewhere, renamed, removed and put back."""
