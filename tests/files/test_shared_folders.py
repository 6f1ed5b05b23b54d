"""A warning where the data directory is on another machine's drive or in a folder that is copied, and nowhere else."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from exam.files.shared_folders import danger, danger_of

HOME = PurePosixPath("/home/ada/.local/share/exam")


def mounted(kind: str, place: str = "/home") -> str:
    return (
        "22 1 254:1 / / rw,relatime - ext4 /dev/vda1 rw\n"
        f"90 22 0:45 / {place} rw,relatime shared:1 - {kind} somewhere rw,vers=4.2\n"
        "91 22 0:46 / /home/adam rw - ext4 /dev/vdb rw\n"
        "a line that is none\n"
    )


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse", "fuse.rclone", "ceph"])
def test_a_drive_of_another_machine_is_told(kind: str) -> None:
    said = danger(HOME, mounted(kind))
    assert f"({kind}): {HOME}. Locks may not hold there" in said
    assert "--data-dir" in said


@pytest.mark.parametrize(
    "kind",
    ["ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "f2fs", "apfs", "fuseblk", "ecryptfs", "fuse.fuse-overlayfs"],
)
def test_a_disk_of_this_machine_is_not(kind: str) -> None:
    assert danger(HOME, mounted(kind)) == ""


def test_the_innermost_and_latest_mount_is_the_one_that_counts() -> None:
    assert danger(HOME, mounted("nfs4") + "92 90 0:47 / /home/ada rw - btrfs /dev/vdc rw\n") == ""
    assert danger(HOME, mounted("ext4") + "92 22 0:47 / /home rw - nfs4 server:/home rw\n") != ""
    assert danger(HOME, mounted("nfs4", "/home/ad")) == "", "the beginning of a name is not the name"
    assert danger(PurePosixPath("/mnt/my disk/exam"), mounted("cifs", r"/mnt/my\040disk")) != ""


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (PurePosixPath("/home/ada/Dropbox/exam"), "Dropbox"),
        (PurePosixPath("/Users/ada/Dropbox (Personal)/exam"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\Ada\OneDrive - Contoso\exam"), "OneDrive"),
        (PurePosixPath("/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive/exam"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\Ada\iCloudDrive\exam"), "iCloud"),
        (PurePosixPath("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs/exam"), "iCloud"),
        (PurePosixPath("/home/ada/Nextcloud/exam"), "Nextcloud"),
    ],
)
def test_a_folder_that_is_copied_is_told_by_its_name(path: PurePosixPath | PureWindowsPath, program: str) -> None:
    assert f"a folder that {program} copies to other machines: {path}." in danger(path)
    assert danger(path.parent.parent.parent / "exam" / f"my-{program}-notes") == ""


def test_a_folder_of_syncthing_is_told_by_its_mark(tmp_path: Path) -> None:
    assert danger_of(tmp_path / "shared" / "exam") == ""
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert "Syncthing copies" in danger_of(tmp_path / "shared" / "exam")
    assert danger_of(tmp_path / "other") == ""


def test_a_link_into_such_a_folder_is_looked_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "Dropbox")
    assert f"Dropbox copies to other machines: {tmp_path / 'Dropbox' / 'exam'}." in danger_of(
        tmp_path / "mine" / "exam"
    )
