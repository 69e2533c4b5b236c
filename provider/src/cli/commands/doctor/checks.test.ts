import { checkFacts } from "./checks";

describe("checkFacts", () => {
  it("reports the dates of the facts and of the locations, and the age of the older one", () => {
    expect(checkFacts(Date.parse("2026-11-16T12:00:00Z"))).toEqual({
      name: "facts",
      verdict: "good",
      found: "Cloudflare's figures as of 2026-10-15, its locations as of 2026-09-17 (60 days old)",
    });
  });

  it("advises an update if the locations are older than half a year", () => {
    expect(checkFacts(Date.parse("2027-03-17T00:00:00Z"))).toMatchObject({
      verdict: "unsure",
      found: expect.stringContaining("(181 days old)"),
      advice:
        "update pulumi-cloudflare-cni, or compare with https://developers.cloudflare.com/network-interconnect/locations/",
    });
  });

  it("reports no negative age if the clock of the machine is wrong", () => {
    expect(checkFacts(0).found).toContain("(0 days old)");
  });
});
