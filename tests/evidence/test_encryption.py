"""What is encrypted with a passphrase comes back whole, to who has it, or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import encryption
from evidence.encryption import MARK, Decrypting, Encrypting, is_encrypted
from evidence.errors import BackupRefused

PART = 32


@pytest.fixture(autouse=True, scope="module")
def small() -> object:
    """Parts of few bytes and a cheap passphrase, so that many can be tried."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(encryption, "_PART", PART)
        patched.setattr(encryption, "COST", 1)
        yield


def encrypted(*contents: bytes, passphrase: str = "a long word") -> bytes:
    target = io.BytesIO()
    with Encrypting(target, passphrase) as encrypting:
        for content in contents:
            encrypting.write(content)
    return target.getvalue()


def opened(content: bytes, passphrase: str = "a long word") -> bytes:
    return Decrypting(io.BytesIO(content), passphrase).read()


@given(contents=st.lists(st.binary(max_size=3 * PART), max_size=4), sizes=st.lists(st.integers(0, 50), max_size=9))
def test_it_comes_back_whole_however_it_is_written_and_read(contents: list[bytes], sizes: list[int]) -> None:
    opener = Decrypting(io.BytesIO(encrypted(*contents)), "a long word")
    parts = [opener.read(size) for size in sizes]
    assert all(len(part) <= size for part, size in zip(parts, sizes, strict=True))
    assert b"".join([*parts, opener.read()]) == b"".join(contents)
    assert opener.read() == opener.read(5) == b""


@given(content=st.binary(min_size=1, max_size=3 * PART), data=st.data())
def test_a_changed_bit_is_refused(content: bytes, data: st.DataObject) -> None:
    changed = bytearray(encrypted(content))
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(BackupRefused):
        opened(bytes(changed))


@given(content=st.binary(min_size=1, max_size=3 * PART), data=st.data())
def test_what_is_cut_off_or_added_to_is_refused(content: bytes, data: st.DataObject) -> None:
    whole = encrypted(content)
    with pytest.raises(BackupRefused):
        opened(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(BackupRefused):
        opened(whole + data.draw(st.binary(min_size=1, max_size=3 * PART)))


def test_parts_cannot_change_places_nor_come_from_another_file() -> None:
    content = bytes(3 * PART)
    one, other = encrypted(content), encrypted(content)
    start, size = len(one) - len(encrypted()) + 16, PART + 16
    head = len(one) - 3 * size
    parts = [one[head + number * size : head + (number + 1) * size] for number in range(3)]
    assert start
    assert opened(one[:head] + b"".join(parts)) == content
    for changed in ([parts[1], parts[0], parts[2]], parts[1:], [parts[0], parts[2]]):
        with pytest.raises(BackupRefused):
            opened(one[:head] + b"".join(changed))
    with pytest.raises(BackupRefused):
        opened(one[:head] + other[head:])


def test_another_passphrase_opens_nothing() -> None:
    for other in ("", "A long word", "a long word "):
        with pytest.raises(BackupRefused, match="passphrase is another"):
            opened(encrypted(b"content"), other)


def test_the_same_content_is_encrypted_differently_each_time() -> None:
    assert encrypted(b"content") != encrypted(b"content")
    assert b"content" not in encrypted(b"content")


def test_a_file_that_asks_for_endless_work_is_refused() -> None:
    whole = bytearray(encrypted(b"content"))
    whole[len(MARK)] = 40
    with pytest.raises(BackupRefused, match="so far"):
        opened(bytes(whole))


def test_what_is_encrypted_is_known_by_its_beginning() -> None:
    assert is_encrypted(encrypted())
    assert not is_encrypted(MARK)
    assert not is_encrypted(b"x" * 100)
    with pytest.raises(BackupRefused, match="not encrypted"):
        opened(b"x" * 100)
