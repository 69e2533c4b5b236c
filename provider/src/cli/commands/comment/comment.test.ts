/** The comment on previews that the engine printed. test/cli/comment.test.ts records them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FORTY, HOSTILE, THREE } from "../../../pictures/testing/designs";
import { compareDesigns, type Design } from "../../../topology";
import { type CommentDesigns, commentMarkdown, MAX_BYTES } from "./markdown";
import { readPreview } from "./preview";

const DOORS = ["dynamic", "plugin"] as const;
const BEFORE: Design = {
  ...THREE,
  ports: THREE.ports.slice(0, 2),
  sessions: THREE.sessions.slice(0, 2),
};
const DESIGNS: CommentDesigns = { before: [BEFORE], after: [THREE] };

interface Step {
  op: string;
  urn: string;
  oldState?: object;
  newState?: object;
  replaceReasons?: string[];
  detailedDiff?: Record<string, object> | null;
}

function fixture(name: string): string {
  return readFileSync(join(__dirname, "fixtures", `${name}.json`), "utf8");
}

function comment(preview: string, designs: CommentDesigns = DESIGNS): string {
  return commentMarkdown(readPreview(preview), designs);
}

/** A preview of steps of the plugin's resources. */
function previewOf(steps: readonly Step[], more: object = {}): string {
  return JSON.stringify({ steps, ...more });
}

function step(type: string, name: string, rest: Omit<Step, "urn">): Step {
  return { ...rest, urn: `urn:pulumi:prod::network::cloudflare-cni:index:${type}::${name}` };
}

function updated(type: string, name: string, before: object, after: object): Step {
  return step(type, name, {
    op: "update",
    oldState: { inputs: before },
    newState: { inputs: after },
  });
}

function verdictIn(text: string): string {
  return /^> \[!.*\n> .*$/m.exec(text)?.[0] ?? "";
}

/** Cells of the first row whose change begins with these words. */
function row(text: string, change: string): string[] {
  const line = text.split("\n").find((one) => one.replaceAll("*", "").startsWith(`| ${change}`));
  return (line ?? "").split(" | ").map((cell) => cell.replace(/^\| | \|$/g, ""));
}

describe.each(DOORS)("comment on a preview through the %s door", (door) => {
  it("describes what a change does and what it interrupts", () => {
    const text = comment(fixture(`${door}-change`));
    expect(row(text, "MTU 1476 → 1500 on 2 sessions")).toEqual([
      "MTU 1476 → 1500 on 2 sessions",
      "transit-lax-1, transit-lax-2",
      "not documented: plan for an interruption",
    ]);
    expect(row(text, "Order 2 ports at Equinix AT1, 10G")[1]).toBe("transit-atl-1, transit-atl-2");
    expect(row(text, "account's ASN 65010 → 65020")[2]).toContain("every BGP session");
    expect(row(text, "healthCheck.rate mid → high on 2 Magic")[2]).toContain("none expected");
    expect(verdictIn(text)).toMatch(/^> \[!WARNING\]\n> \*\*&#33; Interrupts traffic\*\* /);
    expect(verdictIn(text)).toContain("orders 2 ports · changes 2 sessions · 0 replacements");
  });

  it("leads the verdict with a port that is replaced, and says which port goes first", () => {
    const text = comment(fixture(`${door}-replace`));
    expect(verdictIn(text)).toMatch(
      /^> \[!CAUTION\]\n> \*\*✗ Replaces 1 port \(transit-lax-2\)\*\* · /,
    );
    const [change, , traffic] = row(text, "Replace 1 port");
    expect(change).toBe("**Replace 1 port: slot.facility CoreSite LA1 → Equinix AM1**");
    expect(traffic).toMatch(/^\*\*new port first: a new cross-connect/);
    expect(text).toContain("- cni-lax-a-00000");
  });

  it("leads the verdict with the error of a preview that failed", () => {
    const text = comment(fixture(`${door}-failed`));
    expect(verdictIn(text)).toMatch(
      /^> \[!CAUTION\]\n> \*\*✗ The preview failed\*\* · Design "transit": .*customerAsn "x"/,
    );
    expect(text).not.toContain("No changes");
  });

  it("lists the orders of a first deployment, and has no design to compare with", () => {
    const text = comment(fixture(`${door}-first`), { after: [THREE] });
    expect(verdictIn(text)).toContain("orders 2 ports · 0 replacements");
    expect(row(text, "Set the account")[2]).toContain("unknown until up");
    expect(row(text, "Order 2 ports")[2]).toContain("none");
    expect(text).toContain("There is no design before to compare with.");
    expect(text).toContain("| ? Diversity |");
  });

  it("has no key, no internal property and no position in a source", () => {
    for (const scenario of ["first", "change", "replace", "key", "failed"]) {
      const text = comment(fixture(`${door}-${scenario}`));
      expect(text).not.toMatch(/secret key|__provider|__urn|__linked|\.js/);
    }
  });
});

it("a changed MD5 key resets BGP; the preview of dynamic resources hides whether it changes", () => {
  const plugin = comment(fixture("plugin-key"));
  expect(row(plugin, "MD5 key changes on 2 sessions")[2]).toMatch(/^\*\*BGP resets/);
  const dynamic = comment(fixture("dynamic-key"));
  expect(row(dynamic, "MD5 key on 2 sessions: the preview hides")[2]).toMatch(/^unknown until up/);
});

it("has the verdict first, the changes, the design, folded pictures, and the raw diff last", () => {
  const text = comment(fixture("plugin-change"));
  const order = [
    "> [!WARNING]",
    "| Change | Resources |",
    "| Before | After |",
    "<details><summary>Picture of the changes of magic-transit</summary>\n\n```mermaid\n",
    "<details><summary>Picture of the design magic-transit</summary>\n\n```mermaid\n",
    "<details><summary>Diff of ",
    "@@ transit-lax-1: update CniBgpSession @@\n- magic.mtu: 1476\n+ magic.mtu: 1500\n",
  ].map((part) => text.indexOf(part));
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((one, other) => one - other));
  expect(text.trimEnd().endsWith("~~~~~~~~\n\n</details>")).toBe(true);
});

it("compares every design, and names one that is removed", () => {
  const other = { ...THREE, name: "other" };
  const text = comment(fixture("plugin-change"), { before: [BEFORE, other], after: [THREE] });
  expect(text).toContain("**− other: removed, with 3 ports**");
  const same = comment(fixture("plugin-change"), { before: [THREE], after: [THREE] });
  expect(same).toContain("The design does not change.");
  expect(compareDesigns(BEFORE, THREE).ports.map(({ kind }) => kind)).toContain("added");
});

it("is written without designs, and says so", () => {
  expect(comment(fixture("plugin-change"), {})).toContain("The design was not compared.");
});

describe("verdict", () => {
  it.each([
    ["nothing", ""],
    ["a line of a log", "error: no stack named 'prod' found\n"],
    ["a part of the JSON", '{ "steps": [ { "op": "upd'],
    ["another document", "[1, 2]"],
  ])("is an error if the preview printed %s", (_, text) => {
    expect(verdictIn(comment(text))).toMatch(
      /^> \[!CAUTION\]\n> \*\*✗ The preview failed\*\* · The preview printed no result/,
    );
  });

  it("has the error even if the preview planned steps before it was interrupted", () => {
    const steps = [updated("CniBgpSession", "ewr", { magic: { mtu: 1 } }, { magic: { mtu: 2 } })];
    const diagnostics = [
      { severity: "error", message: "error: preview canceled\n" },
      { severity: "error", message: "error: the second one\n" },
    ];
    const text = comment(previewOf(steps, { diagnostics }));
    expect(verdictIn(text)).toContain(
      "**✗ The preview failed** · preview canceled · 1 more error below",
    );
    expect(text).toContain("- the second one");
    expect(text).toContain("The preview failed, so this list may be incomplete.");
  });

  it("says that nothing changes", () => {
    expect(verdictIn(comment(previewOf([])))).toBe("> [!NOTE]\n> **✓ No changes**");
    const foreign = { op: "create", urn: "urn:pulumi:prod::network::aws:s3/bucket:Bucket::logs" };
    expect(verdictIn(comment(previewOf([foreign])))).toBe(
      "> [!NOTE]\n> **✓ No interconnect changes** · 1 resource of other packages not judged",
    );
  });

  it("expects no interruption of a new description, and of a gate", () => {
    const text = comment(
      previewOf([
        updated(
          "CniBgpSession",
          "ewr",
          { magic: { description: "a" } },
          { magic: { description: "b" } },
        ),
        updated("InterconnectReady", "ewr", { timeout: "1m" }, { timeout: "2m" }),
      ]),
    );
    expect(verdictIn(text)).toContain("> [!NOTE]\n> **✓ No interruption expected**");
  });

  it("warns that BGP resets on the sessions whose ASN changes", () => {
    const bgp = (customerAsn: number) => ({ bgp: { customerAsn } });
    const steps = ["a", "b"].map((name) => updated("CniBgpSession", name, bgp(1), bgp(2)));
    expect(verdictIn(comment(previewOf(steps)))).toContain("BGP resets on 2 sessions");
  });

  it("stands out if a port is deleted", () => {
    const steps = [step("Interconnect", "ewr", { op: "delete", oldState: { inputs: {} } })];
    expect(verdictIn(comment(previewOf(steps)))).toContain(
      "[!CAUTION]\n> **✗ Deletes 1 port (ewr)**",
    );
  });
});

it.each([
  ["old port first", ["speed"], "old port first: down"],
  ["new port first", ["slotId"], "new port first"],
])("says %s if the slot is %s", (_, replaceReasons, words) => {
  const inputs = { slotId: "0f6e4ad9-8d79-4c2a-9f8e-0d6a4c2f1b3e" };
  const replace = { op: "replace", oldState: { inputs }, newState: { inputs }, replaceReasons };
  const text = comment(previewOf([step("Interconnect", "ewr", replace)]));
  expect(row(text, "Replace 1 port")[2]).toContain(words);
});

it("says what is unknown until up", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const after = { magic: { mtu: unknown }, bgp: { extraPrefixes: [unknown] } };
  const before = { magic: { mtu: 1500 }, bgp: { extraPrefixes: [] } };
  const text = comment(previewOf([updated("CniBgpSession", "ewr", before, after)]));
  expect(text).toContain("MTU 1500 → unknown until up on 1 session");
  expect(text).not.toContain(unknown);
});

describe("secrets", () => {
  const PLAIN = "plain-and-long-key";
  const inputs = (md5Key: string) => ({
    bgp: { customerAsn: 65010, md5Key },
    magic: { conduitName: "ewr", description: `the key is ${md5Key}` },
  });

  it("hides a key that the engine did not, wherever its text occurs", () => {
    const diagnostics = [
      { severity: "warning", message: `md5Key "${PLAIN}" is weak, and ${PLAIN.slice(0, 12)}… too` },
    ];
    const steps = [
      updated("CniBgpSession", "ewr", inputs("another-plain-key"), inputs(PLAIN)),
      step("CniBgpSession", PLAIN, { op: "create", newState: { inputs: inputs(PLAIN) } }),
      step("InterconnectGroup", "transit", {
        op: "update",
        newState: { inputs: { ports: [inputs(PLAIN)] } },
      }),
    ];
    const text = comment(previewOf(steps, { diagnostics }));
    expect(text).not.toMatch(/plain-and-long|another-plain-key/);
    expect(text).toContain("&#91;secret&#93;");
  });

  it("shows no value of a resource of another package", () => {
    const urn = "urn:pulumi:prod::network::random:index/password:Password::vpn";
    const steps = [
      {
        op: "update",
        urn,
        oldState: { inputs: { psk: "one-psk" } },
        newState: { inputs: { psk: "two-psk" } },
      },
    ];
    const text = comment(previewOf(steps));
    expect(text).toContain(
      "@@ vpn: update random:index/password:Password @@\n# psk (values of other",
    );
    expect(text).not.toMatch(/(one|two)-psk/);
  });
});

describe("hostile text", () => {
  const NAME =
    "</details>|<img src=x onerror=alert(1)> @everyone [x](javascript:1) https://evil.example\n~~~~~~~~\n# h";

  it("injects no Markdown or HTML, ends no block, and mentions nobody", () => {
    const value = { magic: { conduitName: NAME, mtu: 1500 } };
    const steps = [
      step("CniBgpSession", NAME, { op: "create", newState: { inputs: value } }),
      updated("CniBgpSession", NAME, {}, { ...value, [NAME]: NAME }),
      step("Interconnect", "ewr", {
        op: "create",
        newState: { inputs: { slot: { facility: NAME } } },
      }),
    ];
    const diagnostics = ["error", "error", "warning"].map((severity) => ({
      severity,
      message: NAME,
    }));
    const designs = {
      before: [{ ...HOSTILE, name: NAME, ports: [], sessions: [] }],
      after: [{ ...HOSTILE, name: NAME }],
    };
    const text = comment(previewOf(steps, { diagnostics }), designs);
    const [outside = "", inside = "", ...more] = text.split(/^~~~~~~~~(?:diff)?$/m);
    expect(more).toHaveLength(1);
    const markup = outside
      .replace(/```mermaid[\s\S]*?```/g, "")
      .replace(/<\/?details>|<\/?summary>|<br>/g, "");
    expect(markup).not.toMatch(/<|@everyone|\]\(|:\/\/|^# /m);
    expect(inside.split("\n").filter((line) => !/^(@@|[-+#] |$)/.test(line))).toEqual([]);
    const unfenced = text.replace(/```mermaid[\s\S]*?```/g, "").replace(inside, "");
    expect(unfenced.match(/<details>/g)?.length).toBe(unfenced.match(/<\/details>/g)?.length);
  });
});

describe("at 40 ports", () => {
  const before = { ...FORTY, sessions: FORTY.sessions.map((one) => ({ ...one, mtu: 1476 })) };
  const designs = { before: [before], after: [FORTY] };
  const steps = (count: number, description: string) =>
    Array.from({ length: count }, (_, at) =>
      updated(
        "CniBgpSession",
        `backbone-production-session-${at}`,
        { magic: { mtu: 1476, description: `${description} ${at}` } },
        { magic: { mtu: 1500, description: `${at} ${description}` } },
      ),
    );

  it("stays within 60 kB and is complete", () => {
    const text = comment(previewOf(steps(48, "short")), designs);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
    expect(text).toContain("MTU 1476 → 1500 on 48 sessions");
    expect(text).toContain("session-47: update");
    expect(text).not.toContain("left out");
  });

  it("leaves out whole resources of the diff, and says how many", () => {
    const text = comment(previewOf(steps(400, "ü".repeat(280))), designs);
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
    const [, left, all] = /(\d+) resources of (\d+) left out/.exec(text) ?? [];
    expect(all).toBe("400");
    expect(text.match(/^@@ /gm)?.length).toBe(400 - Number(left));
    expect(text.trimEnd().endsWith("</details>")).toBe(true);
    expect(text).toMatch(/\d+ more kinds of change in the diff below/);
  });

  it("leaves out a picture that does not fit, and says so", () => {
    const ports = FORTY.ports.slice(0, 8);
    const long = (text: string) => text.padEnd(75, "#");
    const sessions = Array.from({ length: 80 }, (_, at) => ({
      ...FORTY.sessions[0],
      name: long(`session ${at} `),
      port: ports[at % 8]?.name ?? "",
      customerIp: `10.1.${at}.1/31`,
      cloudflareIp: `10.1.${at}.0/31`,
    }));
    const designs = Array.from({ length: 3 }, (_, at) => ({
      ...FORTY,
      name: `design ${at}`,
      ports,
      sessions,
    }));
    const text = comment(previewOf(steps(3, "")), { after: designs });
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_BYTES);
    expect(text).toContain(
      "Picture of the design design 2 is left out, because a comment has a limited size.",
    );
  });
});
