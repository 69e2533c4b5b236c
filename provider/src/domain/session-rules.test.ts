import {
  cloudflareAsnProblem,
  customerAsnProblem,
  md5KeyProblem,
  mtuProblem,
} from "./session-rules";

describe("customerAsnProblem", () => {
  it.each([1, 13334, 64512, 65534, 65536, 4200000000, 4294967294])("accepts %d", (asn) => {
    expect(customerAsnProblem(asn)).toBeUndefined();
  });

  it.each([0, 23456, 65535, 4294967295])("refuses the reserved ASN %d", (asn) => {
    expect(customerAsnProblem(asn)).toBe(
      "it is reserved. Use your own ASN or a private ASN (64512-65534, 4200000000-4294967294).",
    );
  });

  it("refuses Cloudflare's own ASN", () => {
    expect(customerAsnProblem(13335)).toMatch(
      /^it is Cloudflare's own ASN, and the customer's ASN must differ from it\. Use/,
    );
  });

  it.each([-1, 1.5, 4294967296, Number.NaN, "65010", undefined, null])("refuses %p", (asn) => {
    expect(customerAsnProblem(asn)).toMatch(/^it must be a whole number from 1 to 4294967294/);
  });
});

describe("cloudflareAsnProblem", () => {
  it.each([13335, 64512, 65534])("accepts %d", (asn) => {
    expect(cloudflareAsnProblem(asn)).toBeUndefined();
  });

  it.each([0, 64511, 65535, 65000.5, 4200000000, "64512", undefined])("refuses %p", (asn) => {
    expect(cloudflareAsnProblem(asn)).toMatch(/^it must be 13335 .* from 64512 to 65534\.$/);
  });
});

describe("md5KeyProblem", () => {
  it.each(["k", "a B'!@#$%^&*()+[]{}<>/.,;:_-~`= \\|", "x".repeat(80)])("accepts %j", (key) => {
    expect(md5KeyProblem(key)).toBeUndefined();
  });

  it.each(["", 'in "it', "in it?", "in\tit", "in it\n", "x in it".repeat(20), 7, undefined])(
    "refuses %j without quoting it",
    (key) => {
      expect(md5KeyProblem(key)).toMatch(/^it must have 1 to 80 printable ASCII/);
      expect(md5KeyProblem(key)).not.toContain("in it");
    },
  );
});

describe("mtuProblem", () => {
  it.each([576, 1476, 1500])("accepts %d", (mtu) => {
    expect(mtuProblem(mtu)).toBeUndefined();
  });

  it.each([575, 1501, 1400.5, Number.NaN, "1500", undefined])("refuses %p", (mtu) => {
    expect(mtuProblem(mtu)).toBe("it must be a whole number of bytes from 576 to 1500.");
  });
});
