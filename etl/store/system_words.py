"""Faults of the system and of databases, in Chinese."""

from __future__ import annotations

import errno
import re

_ERRORS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有这个名称了",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "名称太长",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}
_DATABASE = (
    (r"file is not a database", "这个文件不是本程序的数据库"),
    (r"database is locked|lock timeout|lock_timeout", "正被其他程序占用，请稍后再试"),
    (r"database or disk is full", "磁盘已满"),
    (r"readonly database", "数据库是只读的，没有写入权限"),
    (r"unable to open database file", "打不开数据库文件"),
    (r"malformed|disk I/O error", "数据库文件已损坏或磁盘出错"),
    (r"password authentication failed", "用户名或口令不对"),
    (r'database ".*" does not exist', "没有这个名称的数据库"),
    (r"refused|could not connect|timeout|timed out|failed to resolve", "连接不上数据库"),
)


def system_words(error: OSError) -> str:
    """Return what a fault of the system means; its own words where it is a rare one."""
    return _ERRORS.get(error.errno or 0) or error.strerror or "未知原因"


def database_words(said: str) -> str:
    """Return what a database says in Chinese, its own words where they are not known."""
    known = (words for sign, words in _DATABASE if re.search(sign, said, re.IGNORECASE))
    return next(known, said)
