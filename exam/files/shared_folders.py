"""Places where a database is in danger: drives on other machines, and folders that a program copies to others.

On the first, locks may not hold, so that two machines write to one database. In the second, files are copied while they
are written, and an older copy may come back. Nothing is refused there; it is said.
"""

import re
import sys
from collections.abc import Collection
from pathlib import Path, PurePath

_NETWORK = {
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "lustre", "gfs2", "ocfs2", "vboxsf"),
    # Plain: drives over WebDAV name themselves so. Most others of this kind are local, as encrypted folders are.
    "fuse",
    *(f"fuse.{name}" for name in ("sshfs", "rclone", "s3fs", "gcsfuse", "glusterfs", "curlftpfs", "gvfsd-fuse")),
    *(f"fuse.{name}" for name in ("google-drive-ocamlfuse", "onedriver", "vmhgfs-fuse")),
}
"""Types of file systems, as Linux names them."""
_SYNCED = {
    "Dropbox": re.compile(r"dropbox( \(.*\))?"),
    "OneDrive": re.compile(r"onedrive( - .*|-.*)?"),
    "Google Drive": re.compile(r"google ?drive(-.*)?"),
    "iCloud": re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents"),
    "Nextcloud": re.compile(r"nextcloud\d*"),
    "ownCloud": re.compile(r"owncloud\d*"),
}
"""The names that these programs give their folders, in small letters."""
_SYNCTHING_MARK = ".stfolder"
"""What Syncthing puts into each folder that it copies."""
_OWN_PLACE = (
    "Choose a place on a disk of this machine with --data-dir or EXAM_DATA_DIR; "
    "'exam attempts export' takes attempts to another machine."
)


def danger(path: PurePath, mounts: str = "", marked: Collection[PurePath] = ()) -> str:
    """What is said of a data directory at an absolute path; empty where nothing is wrong with it.

    `mounts` is the text of /proc/self/mountinfo, where there is one, and `marked` are folders that Syncthing marked.
    """
    kind = _type_of(path, mounts)
    if kind in _NETWORK:
        return (
            f"Your attempts are on a drive of another machine or of this one's host ({kind}): {path}. Locks may not "
            f"hold there, so use them on one machine at a time. {_OWN_PLACE}"
        )
    names = [part.casefold() for part in path.parts]
    program = next((who for who, name in _SYNCED.items() if any(map(name.fullmatch, names))), "")
    if not program and any(folder in (path, *path.parents) for folder in marked):
        program = "Syncthing"
    if not program:
        return ""
    return (
        f"Your attempts are in a folder that {program} copies to other machines: {path}. What it copies while it is "
        f"written, or brings back late, can damage them. {_OWN_PLACE}"
    )


def danger_of(data_dir: Path) -> str:
    """The same of a directory on this machine, which need not be there yet. Never fails."""
    try:
        path = data_dir.resolve()
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "replace") if sys.platform == "linux" else ""
        return danger(path, mounts, [one for one in (path, *path.parents) if (one / _SYNCTHING_MARK).exists()])
    except (OSError, RuntimeError):  # the second: a loop of links
        return ""


def _type_of(path: PurePath, mounts: str) -> str:
    """The type of the file system that a path is on; empty where nothing says so."""
    found, kind = PurePath(), ""
    for line in mounts.splitlines():
        before, dash, after = line.partition(" - ")
        fields, types = before.split(), after.split()
        if not dash or len(fields) < 5 or not types:
            continue
        # A space in a name is written as its number, in octal digits.
        place = PurePath(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))
        # A later one at the same place lies over the earlier.
        if place in (path, *path.parents) and len(place.parts) >= len(found.parts):
            found, kind = place, types[0]
    return kind
