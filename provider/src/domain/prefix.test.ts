import { isWithin, parsePrefix } from "./prefix";

describe("parsePrefix", () => {
  it.each([
    { text: "10.0.0.1/31", address: "10.0.0.1", network: "10.0.0.0/31", family: "ipv4" },
    { text: "0.0.0.0/0", address: "0.0.0.0", network: "0.0.0.0/0", family: "ipv4" },
    { text: "2001:DB8::1/127", address: "2001:db8::1", network: "2001:db8::/127", family: "ipv6" },
  ])("reads $text", ({ text, ...expected }) => {
    expect(parsePrefix(text)).toMatchObject(expected);
  });

  it.each([
    { text: "10.1/16", why: "an address with fewer than four parts" },
    { text: "010.0.0.0/8", why: "a part that could be octal" },
    { text: "0x0a.0.0.0/8", why: "a hexadecimal part" },
    { text: "10.0.0.0", why: "an address without a length" },
    { text: "10.0.0.0/33", why: "a length that is too long" },
    { text: "fe80::1%eth0/64", why: "an address with a zone" },
    { text: "", why: "an empty string" },
  ])("refuses $why: $text", ({ text }) => {
    expect(parsePrefix(text)).toBeUndefined();
  });
});

describe("isWithin", () => {
  it.each([
    { inner: "10.1.2.0/24", outer: "10.0.0.0/8", expected: true },
    { inner: "10.1.2.0/24", outer: "10.1.2.0/24", expected: true },
    { inner: "10.0.0.0/8", outer: "10.1.2.0/24", expected: false },
    { inner: "11.0.0.0/24", outer: "10.0.0.0/8", expected: false },
    { inner: "10.0.0.128/25", outer: "10.0.0.0/25", expected: false },
    { inner: "192.0.2.0/24", outer: "0.0.0.0/0", expected: true },
    { inner: "2001:db8::/48", outer: "2001:db8::/32", expected: true },
    { inner: "2001:db8::/48", outer: "0.0.0.0/0", expected: false },
  ])("returns $expected for $inner in $outer", ({ inner, outer, expected }) => {
    const [one, other] = [parsePrefix(inner), parsePrefix(outer)];
    expect(one && other && isWithin(one, other)).toBe(expected);
  });
});
