"""Where a ledger is: what an address may be, and that a password stays in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.address import ServerAddress, parse_address


def server(text: str) -> ServerAddress:
    address = parse_address(text)
    assert isinstance(address, ServerAddress)
    return address


@pytest.mark.parametrize(
    "text", ["ledger.sqlite", "/var/lib/ledger", "/srv/user=ada/ledger", "postgres", "a b", "C:\\ledger", "postgresql"]
)
def test_a_path_stays_a_path(text: str) -> None:
    assert parse_address(text) == Path(text)
    assert parse_address(Path(text)) == Path(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ada:word@db.example.org/case", "postgresql://ada@db.example.org/case"),
        ("postgres://ada@db.example.org:5433/case", "postgresql://ada@db.example.org:5433/case"),
        ("postgresql:///case", "postgresql:///case"),
        ("postgresql://[::1]:5433/case", "postgresql://::1:5433/case"),
        ("postgresql://ada:w%40%2Frd@db/case?sslmode=require", "postgresql://ada@db/case"),
        ("postgresql://db/case?user=ada&password=word", "postgresql://ada@db/case"),
        (
            "postgresql://db/case?options=-csearch_path%3Dnorth&sslpassword=word",
            "postgresql://db/case?options=-csearch_path%3Dnorth",
        ),
        ("postgresql:///case?host=/run/postgresql", "postgresql://%2Frun%2Fpostgresql/case"),
    ],
)
def test_an_address_of_a_server_is_shown_without_its_password(text: str, shown: str) -> None:
    address = server(text)
    assert str(address) == shown
    assert repr(address) == f"ServerAddress({shown!r})"
    assert address.uri == text


@pytest.mark.parametrize(
    "text",
    [
        "postgresql:ada:word@db/case",
        "postgresql:/ada:word@db/case",
        "PostgreSQL://ada:word@db/case",
        "postgresql+psycopg://ada:word@db/case",
        "postgressql://ada:word@db/case",
        "mysql://ada:word@db/case",
        "postgresql://ada:word@word@db/case",
        "postgresql://ada:12/word@db/case",
        "postgresql://ada:word?@db/case",
        "postgresql://ada:word#@db/case",
        "postgresql://ada:%zzword@db/case",
        "postgresql://ada:word/case",
        "postgresql://ada:word@db:word/case",
        "postgresql://ada:word@db",
        "postgresql://db/case?word=word",
        "host=db dbname=case password=word",
        "dbname = case  PASSWORD='word'",
        "password=word",
        "postgresql:///case?service=word",
    ],
)
def test_what_is_no_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"postgresql://|a number|cannot be read") as refused:
        parse_address(text)
    assert "word@" not in str(refused.value)
    assert "word" not in str(refused.value).replace("password", "")
    assert refused.value.__cause__ is None


@given(password=st.text(min_size=8, max_size=20).filter(lambda text: "\0" not in text))
def test_no_password_gets_out(password: str) -> None:
    try:
        shown = repr(parse_address(f"postgresql://ada:{password}@db.example.org/case"))
    except ValueError as refused:
        shown = str(refused)
    told = "postgresql://USER:PASSWORD@HOST:PORT/DATABASE postgresql://ada@db.example.org/case a ledger is a path"
    assert password not in shown or password in told


def test_each_database_and_schema_has_a_file_name_of_its_own() -> None:
    texts = [
        "postgresql://db/case",
        "postgresql://db/other",
        "postgresql://other/case",
        "postgresql://db:5433/case",
        "postgresql:///case",
        "postgresql:///case?host=/run/postgresql",
        "postgresql://db/case?options=-csearch_path%3Dnorth",
    ]
    names = {server(text).file_name for text in texts}
    assert len(names) == len(texts)
    assert not any("/" in name for name in names)
    assert server("postgresql://ada:word@db/case").file_name == "case@db-5432"


@pytest.mark.parametrize("name", ["a" * 63, "\N{LATIN SMALL LETTER E WITH ACUTE}" * 31, "警" * 21])
def test_names_of_any_length_make_file_names_of_their_own_that_a_disk_takes(name: str) -> None:
    schema = f"options=-csearch_path%3D{'警' * 20}"
    names = {server(f"postgresql://db/{name}?{schema}{one}").file_name for one in ("a", "b")}
    assert len(names) == 2
    assert all(
        len(f"{one}.20261127T123456.123456Z.before-migration.custody..partial-journal".encode()) <= 255 for one in names
    )


def test_a_service_is_taken_where_the_host_is_named() -> None:
    assert server("postgresql://db/case?service=north").file_name == "case@db-5432"
