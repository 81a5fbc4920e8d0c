"""Files that commands write: whole, or not at all."""

from pathlib import Path


def put(file: Path, content: str | bytes) -> None:
    """Write a file in one step, text in UTF-8 and with its line ends as they are; raises OSError naming the file."""
    unfinished = file.with_name(f".{file.name}.partial")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        unfinished.replace(file)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(file)) from error
