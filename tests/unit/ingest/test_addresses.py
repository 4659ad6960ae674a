"""Only public addresses are asked, however they are disguised."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from pipeline.errors import FetchError
from pipeline.ingest.addresses import is_public, judge_url


def resolving(*addresses: str):
    return lambda *_: list(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",  # where clouds keep credentials
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:0001::",  # 6to4 around 127.0.0.1
        "64:ff9b::7f00:1",  # NAT64 around 127.0.0.1
        "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo around 127.0.0.1
    ],
)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(ip_address(address))
    with pytest.raises(FetchError, match="no public address"):
        judge_url("http://reports.example/", resolve=resolving(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_asked(address):
    assert judge_url("https://reports.example/a?b=1", resolve=resolving(address)).address == address


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        judge_url("http://reports.example/", resolve=resolving("1.1.1.1", "10.0.0.1"))


@pytest.mark.parametrize("host", ["127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost", "[::1]", "LOCALHOST."])
def test_other_spellings_of_this_machine_are_refused(host):
    with pytest.raises(FetchError):
        judge_url(f"http://{host}/")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "data:,x", "//a/b", ""]
)
def test_other_schemes_are_refused(url):
    with pytest.raises(FetchError):
        judge_url(url, resolve=resolving("1.1.1.1"))


def test_credentials_are_refused_and_not_repeated():
    with pytest.raises(FetchError, match="user name or password") as caught:
        judge_url("https://me:secret@a.example/x", resolve=resolving("1.1.1.1"))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["http://", "http:///x", "http://a.example:99999/", "http://[::1/"])
def test_what_is_no_address_is_refused(url):
    with pytest.raises(FetchError):
        judge_url(url, resolve=resolving("1.1.1.1"))


def test_a_name_without_address_is_refused():
    def unknown(*_):
        raise OSError("no such name")

    with pytest.raises(FetchError, match="has no address"):
        judge_url("http://a.example/", resolve=unknown)
    with pytest.raises(FetchError, match="has no address"):
        judge_url("http://a.example/", resolve=resolving())


def test_a_source_of_ones_own_may_be_private():
    target = judge_url("http://reports.example:8080/x", allow_private=True, resolve=resolving("10.0.0.1"))
    assert target.pinned_url == "http://10.0.0.1:8080/x"
    assert target.host_header == "reports.example:8080"


def test_the_connection_goes_to_the_address_that_was_judged():
    target = judge_url("https://reports.example/a/b?c=d#e", resolve=resolving("2606:4700::1111"))
    assert target.pinned_url == "https://[2606:4700::1111]:443/a/b?c=d"
    assert target.host_header == "reports.example"
    assert target.origin == ("https", "reports.example", 443)
