"""Narrow the universal lock to one platform, for `make wheels`.

pip evaluates markers for the machine it runs on, so `pip download` on Linux
would drop what only Windows needs and fetch what only Linux needs. This
filter reads the lock on stdin, keeps the entries whose marker holds on the
target, drops the markers and leaves versions and hashes untouched.
"""

import re
import sys

from packaging.markers import Marker

# An entry: its first line starts at the margin, its hashes are indented.
ENTRY = re.compile(r"^\S.*?(?:\\\n.*?)*$", re.MULTILINE)
MARKED = re.compile(r" ; (?P<marker>[^\\]+?)(?P<end> \\)?$", re.MULTILINE)


def environment(platform: str, version: str) -> dict[str, str]:
    """Describe the target the way markers ask for it."""
    windows = platform.startswith("win")
    macos = platform.startswith("macosx")
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{version}.0",
        "os_name": "nt" if windows else "posix",
        "platform_machine": machine(platform),
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Windows" if windows else "Darwin" if macos else "Linux",
        "platform_version": "",
        "python_full_version": f"{version}.0",
        "python_version": version,
        "sys_platform": "win32" if windows else "darwin" if macos else "linux",
        "extra": "",
    }


def machine(platform: str) -> str:
    """Name the processor as Python on that platform would."""
    processor = next((p for p in ("x86_64", "aarch64", "arm64") if platform.endswith(p)), "")
    return {"win_amd64": "AMD64", "win_arm64": "ARM64", "win32": "x86"}.get(platform, processor)


def narrow(lock: str, target: dict[str, str]) -> str:
    """Keep the entries that hold on the target, without their markers."""
    kept = []
    for entry in ENTRY.findall(lock):
        marked = MARKED.search(entry)
        if marked is None:
            kept.append(entry)
        elif Marker(marked["marker"]).evaluate(target):
            kept.append(entry[: marked.start()] + (marked["end"] or "") + entry[marked.end() :])
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    sys.stdout.write(narrow(sys.stdin.read(), environment(*sys.argv[1:3])))
