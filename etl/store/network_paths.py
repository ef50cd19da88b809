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


def on_network_share(path: Path, mounts: str | None = None) -> bool:
    """Tell whether the file's folder is mounted from another machine.

    ``mounts`` is the text of the system's mount table; by default it is read. Where the
    system has none (macOS), the answer is no.
    """
    if sys.platform == "win32":
        return _windows_share(path)
    if mounts is None:
        table = Path("/proc/self/mounts")
        mounts = table.read_text(encoding="utf-8", errors="replace") if table.exists() else ""
    folder = path.resolve().parent
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = Path(re.sub(r"\\(\d{3})", lambda match: chr(int(match[1], 8)), parts[1]))
        if (folder == point or point in folder.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), parts[2]
    return kind in NETWORK_FILE_SYSTEMS


def _windows_share(path: Path) -> bool:
    text = str(path.resolve())
    if text.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(text[:3]) == _DRIVE_REMOTE)
    return False
