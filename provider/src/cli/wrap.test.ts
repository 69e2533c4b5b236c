import { wrapWords } from "./wrap";

describe("wrapWords", () => {
  it("wraps between words, and gives a longer word a line of its own", () => {
    expect(wrapWords("Ports must be on diverse-devices-of-Cloudflare now", 14)).toEqual([
      "Ports must be",
      "on",
      "diverse-devices-of-Cloudflare",
      "now",
    ]);
  });

  it("keeps a command in backticks or quotes on one line, so that it can be copied", () => {
    const text = 'Run `npx pulumi-cloudflare-cni drill --restore /a/b`. List with "cni status".';
    expect(wrapWords(text, 20)).toEqual([
      "Run",
      "`npx pulumi-cloudflare-cni drill --restore /a/b`.",
      "List with",
      '"cni status".',
    ]);
  });

  it("returns one line for an unlimited width or an empty text", () => {
    expect(wrapWords("one two", Number.POSITIVE_INFINITY)).toEqual(["one two"]);
    expect(wrapWords("", 80)).toEqual([""]);
  });
});
