"""Whether a path lies on a network share, where SQLite's WAL does not work."""

from __future__ import annotations

import re
import sys
from pathlib import Path

NETWORK_FILE_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb smb2 smb3 smbfs ncpfs afs 9p fuse.sshfs fuse.davfs davfs fuse.glusterfs "
    "glusterfs ceph fuse.ceph lustre gpfs ocfs2 gfs2 beegfs fuse.smbnetfs fuse.rclone".split()
)
_DRIVE_REMOTE = 4


def mount_table() -> str:
    """Return the system's table of mounts, "" where it has none (macOS)."""
    table = Path("/proc/self/mounts")
    return table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""


def on_network_share(path: Path) -> bool:
    """Tell whether the file's folder is mounted from another machine; no where nobody knows."""
    whole = path.resolve()
    if sys.platform == "win32":
        import ctypes

        drive_type = ctypes.windll.kernel32.GetDriveTypeW(str(whole)[:3])
        shared = str(whole).startswith("\\\\") or bool(drive_type == _DRIVE_REMOTE)
    else:
        shared = _file_system(whole.parent) in NETWORK_FILE_SYSTEMS
    return shared


def _file_system(folder: Path) -> str:
    """Return the kind of the file system that a folder lies on, "" when unknown."""
    best, kind = -1, ""
    for line in mount_table().splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), parts[1]))
        if (folder == point or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind
