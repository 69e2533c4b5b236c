/** FRR and BIRD must accept the generated configurations, and so must the schema of Junos. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RouterConfigArgs, routerConfig } from "../provider/src/router";
import { run } from "./support/command";
import { readJunosSchema } from "./support/junos-schema";

const GOLDEN = join(__dirname, "../provider/src/router/golden");
/** Every character that an MD5 key may contain. */
const ALL_CHARACTERS = String.fromCharCode(
  ...Array.from({ length: 95 }, (_, index) => 32 + index),
).replace(/["?]/g, "");

const RUNNING_BIRD = `
router id 192.0.2.9;
protocol device {}
protocol bfd {}
ipv4 table 'cloudflare-ipv4';
ipv6 table 'cloudflare-ipv6';
`;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "cni-syntax-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

function read(platform: "frr" | "bird", text: string): void {
  const file = join(directory, "text");
  // Configuration that a running router must already have.
  const isPasted = platform === "bird" && !text.includes("\nprotocol device {}");
  const running = isPasted ? RUNNING_BIRD : "";
  writeFileSync(file, running + text);
  if (platform === "bird") run("/usr/sbin/bird", "-p", "-c", file);
  else run("vtysh", "-C", "-f", file);
}

describe.each(["frr", "bird"] as const)("the parser of %s", (platform) => {
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
    announce: [],
    accept: [],
  };

  it.each(readdirSync(GOLDEN).filter((file) => file.startsWith(platform)))(
    "accepts golden file %s",
    (file) => {
      read(platform, readFileSync(join(GOLDEN, file), "utf8"));
    },
  );

  it("accepts keys with every allowed character, and empty lists", () => {
    read(platform, routerConfig(args));
  });

  it("rejects an invalid configuration", () => {
    expect(() => read(platform, `${routerConfig(args)}neighbour 10.0.0.0\n`)).toThrow();
  });
});

describe("the schema of Junos", () => {
  const flawOf = readJunosSchema();
  const flawsIn = (text: string) =>
    text
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .flatMap((line) => flawOf(line) ?? []);

  it.each(readdirSync(GOLDEN).filter((file) => file.startsWith("junos")))(
    "accepts golden file %s",
    (file) => {
      const text = readFileSync(join(GOLDEN, file), "utf8");
      expect(text.match(/^set /gm)?.length).toBeGreaterThan(20);
      expect(flawsIn(text)).toEqual([]);
    },
  );

  it.each([
    ["set protocols bgp group cni hold-tme 240", "hold-tme is not allowed here"],
    ["set protocols bgp group cni timers 80 240", "timers is not allowed here"],
    ["set protocols bgp group cni hold-time 240 80", "80 is unexpected"],
    ["set protocols bgp group cni type outside", "outside is not one of internal,external"],
    ["set protocols bgp group cni bfd-liveness-detection min-interval 300", "min-interval is not"],
    ["set interfaces xe-0/0/0 unit 0 family inet tcp-mss", "a value is missing"],
    ["set interfaces xe-0/0/0 family inet tcp-mss 1436", "family is not allowed here"],
    ["set policy-options policy-statement x term y from route-filter 10.0.0.0/8 only", "only is"],
    ["set policy-options policy-statement x term y then community st z", "z is not allowed here"],
    ["delete protocols bgp grp cni", "grp is not allowed here"],
    ["neighbor 10.0.0.0", "the line does not begin with set or delete"],
  ])("refuses %s", (line, flaw) => expect(flawOf(line)).toContain(flaw));
});
