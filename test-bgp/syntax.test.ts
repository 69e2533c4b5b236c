/** FRR and BIRD themselves read the texts. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RouterConfigArgs, routerConfig } from "../provider/src/router";
import { run } from "./support/command";

const GOLDEN = join(__dirname, "../provider/src/router/golden");
/** Every character that a key may have. */
const ALL_CHARACTERS = String.fromCharCode(
  ...Array.from({ length: 95 }, (_, index) => 32 + index),
).replace(/["?]/g, "");

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "cni-syntax-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

function read(platform: "frr" | "bird", text: string): void {
  const file = join(directory, "text");
  writeFileSync(file, text);
  if (platform === "bird") run("/usr/sbin/bird", "-p", "-c", file);
  else run("vtysh", "-C", "-f", file);
}

describe.each(["frr", "bird"] as const)("%s", (platform) => {
  const spaces = platform === "bird" ? " " : "";
  const keys = [0, 1].map((half) =>
    ALL_CHARACTERS.slice(half * 47, half * 47 + 47).replaceAll(" ", spaces),
  );
  const args: RouterConfigArgs = {
    platform,
    sessions: keys.map((md5Key, index) => ({
      name: `all-${index}`,
      interface: `eth${index}`,
      customerIp: `10.0.${index}.1/31`,
      cloudflareIp: `10.0.${index}.0/31`,
      md5Key,
    })),
    customerAsn: 65010,
    routerId: "192.0.2.1",
    announce: [],
    accept: [],
  };

  it.each(readdirSync(GOLDEN).filter((file) => file.startsWith(platform)))("reads %s", (file) => {
    read(platform, readFileSync(join(GOLDEN, file), "utf8"));
  });

  it("reads keys of every character, and empty lists", () => {
    read(platform, routerConfig(args));
  });

  it("would refuse a text that is wrong", () => {
    expect(() => read(platform, `${routerConfig(args)}neighbour 10.0.0.0\n`)).toThrow();
  });
});
