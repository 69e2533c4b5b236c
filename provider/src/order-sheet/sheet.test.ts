import type { Design, Port } from "../topology";
import { crossConnectsOf, orderSheetHtml, orderSheetMarkdown, sheetsOf } from ".";
import { checklist, endA, endZ, notices, requirements, separation } from "./content";
import type { ApiObjects, CrossConnect } from "./sheet";
import { HA_MULTI_LOCATION, HOSTILE, OBJECTS, oneFacility } from "./testing/objects";

const DETAILS = { date: "2026-11-29" };
const NOTHING: ApiObjects = { interconnects: [], cnis: [] };

function designOf(ports: readonly Port[], more: Partial<Design> = {}): Design {
  return { name: "transit", intent: "single", ports, sessions: [], ...more };
}

function first(design: Design, api: ApiObjects = NOTHING): CrossConnect {
  const [one] = crossConnectsOf([design], api);
  if (one === undefined) throw new Error("there is no cross-connect");
  return one;
}

/** Texts of the notices, with blanks and commands left out. */
function noticesOf(one: CrossConnect): string[] {
  return notices(one).map(({ text }) => text.filter((part) => typeof part === "string").join(" "));
}

describe("the cross-connects of a design", () => {
  it("have what the API says of the port, whatever the design says", () => {
    const [interconnect] = OBJECTS.interconnects;
    const port = {
      name: "a",
      interconnect: interconnect?.name,
      facility: "Equinix AM1",
      speed: 100,
    };
    expect(first(designOf([port]), OBJECTS)).toMatchObject({
      facility: "Equinix NY1",
      address: ["165 Halsey Street", "Newark, NJ 07102"],
      metro: "EWR",
      device: "ccr01.ewr-b",
      speed: 10,
      optics: "10GBASE-LR",
      state: "Pending",
    });
  });

  it("have what the slot says if the interconnect does not say it", () => {
    const [interconnect] = OBJECTS.interconnects;
    const bare = { account: "a", name: "cni-1", type: "direct", slotId: interconnect?.slotId };
    const slot = {
      id: interconnect?.slotId ?? "",
      occupied: true,
      site: "ewr-b",
      speed: "100G",
      device: "ccr02.ewr-b",
      facility: { name: "Equinix NY1", address: ["165 Halsey Street"] },
    };
    const api = { interconnects: [bare], slots: [slot], cnis: [] };
    expect(first(designOf([{ name: "a", interconnect: "cni-1" }]), api)).toMatchObject({
      facility: "Equinix NY1",
      device: "ccr02.ewr-b",
      optics: "100GBASE-LR4",
    });
  });

  it("leave out ports of clouds and partners", () => {
    const ports = (["gcp_partner", "partner", "aws_dedicated"] as const).map((kind) => ({
      name: kind,
      kind,
    }));
    expect(crossConnectsOf([designOf(ports)], NOTHING)).toEqual([]);
  });

  it("have 100GBASE-LR on dataplane v1, and unknown optics at an unknown speed", () => {
    const v1 = first(designOf([{ name: "a", dataplane: "v1", speed: 100 }]));
    expect(v1.optics).toBe("100GBASE-LR");
    expect(first(designOf([{ name: "a" }])).optics).toBeUndefined();
  });

  it("are grouped by facility in any spelling, with an unknown facility last", () => {
    const ports = [
      { name: "nowhere" },
      { name: "b", facility: "equinix  NY1" },
      { name: "c", facility: "Equinix-NY1" },
      { name: "d", facility: "CoreSite LA1" },
    ];
    const sheets = sheetsOf(crossConnectsOf([designOf(ports)], NOTHING));
    expect(sheets.map(({ crossConnects }) => crossConnects.map(({ port }) => port))).toEqual([
      ["d"],
      ["b", "c"],
      ["nowhere"],
    ]);
    expect(sheets[2]?.facility).toBeUndefined();
    expect(orderSheetHtml({ address: [], crossConnects: [] }, DETAILS)).toContain(
      "<h1>Unknown facility</h1>",
    );
  });
});

describe("what is not known", () => {
  const unknown = first(designOf([{ name: "a" }]));

  it("is a blank to fill in, never a guess", () => {
    const fields = [...endA(unknown), ...endZ(unknown), ...requirements(unknown)];
    const known = fields.flatMap(({ title, value }) =>
      value.some((part) => typeof part === "symbol") ? [] : [title],
    );
    expect(known).toEqual([]);
  });

  it("is a line on paper and ____ in Markdown", () => {
    const sheet = { address: [], crossConnects: [unknown] };
    const blanks = orderSheetMarkdown(sheet, DETAILS).match(/____/g) ?? [];
    expect(blanks.length).toBeGreaterThan(15);
    expect(orderSheetHtml(sheet, DETAILS).match(/class="blank"/g)).toHaveLength(blanks.length);
  });

  it("may be null in a stack's state", () => {
    const port = JSON.parse(
      '{"name":"a","interconnect":null,"customer":{"router":"edge-1","port":null},"distanceKm":null,"address":null,"device":null}',
    );
    const one = first(designOf([port]));
    expect(one).toMatchObject({ isGone: false, address: [] });
    expect(one.customer.port).toBeUndefined();
    expect(orderSheetMarkdown({ address: [], crossConnects: [one] }, DETAILS)).not.toContain(
      "null",
    );
  });
});

describe("the remark on separation", () => {
  const ports = (...more: Partial<Port>[]) => more.map((one, at) => ({ name: `p${at}`, ...one }));
  const of = (design: Design) => separation(first(design));

  it("names the ports of the metro that back the port up", () => {
    expect(separation(first(HA_MULTI_LOCATION, OBJECTS))).toBe(
      "must not share a duct (conduit), tray or riser with the fibre of ewr2 (Digital Realty JFK10), which backs it up",
    );
  });

  it("names several ports, and none on the same device", () => {
    const { design, objects } = oneFacility(4);
    expect(separation(first(design, objects))).toContain(
      "newark-transit-2 (Equinix NY1) and newark-transit-4 (Equinix NY1), which back it up",
    );
  });

  it("counts a port in an unknown metro as near", () => {
    expect(of(designOf(ports({ metro: "EWR" }, {})))).toContain("must not share");
  });

  it("needs nothing of ports in other metros, or of a port that stands alone", () => {
    const far = ports({ metro: "EWR" }, { metro: "LAX" }, { metro: "ORD" });
    expect(of(designOf(far.slice(0, 2)))).toBe("none needed: its backup p1 is in another metro");
    expect(of(designOf(far))).toBe("none needed: its backups p1 and p2 are in other metros");
    expect(of(designOf(far.slice(0, 1)))).toBe("none needed: no other port backs it up");
  });

  it("counts no port with other prefixes", () => {
    const sessions = ["203.0.113.0/24", "198.51.100.0/24"].map((prefix, at) => ({
      name: `s${at}`,
      port: `p${at}`,
      prefixes: [prefix],
    }));
    const two = ports({ metro: "EWR" }, { metro: "EWR" });
    expect(of(designOf(two, { sessions }))).toBe("none needed: no other port backs it up");
  });
});

describe("a sheet warns", () => {
  const [interconnect] = OBJECTS.interconnects;
  const port = { name: "a", interconnect: interconnect?.name };

  it("not to order the cross-connect of a port that Cloudflare no longer has", () => {
    const gone = first(designOf([{ ...port, state: "Healthy" }]), NOTHING);
    expect(noticesOf(gone)).toEqual([
      `Cloudflare no longer has ${port.interconnect}. Do not order this cross-connect.`,
    ]);
  });

  it("that a port is not ordered yet, and that a Healthy link has its cross-connect", () => {
    expect(noticesOf(first(designOf([{ name: "a" }])))[0]).toMatch(/^The port is not ordered yet/);
    const objects = {
      ...OBJECTS,
      interconnects: OBJECTS.interconnects.map((one) => ({ ...one, status: { state: "Healthy" } })),
    };
    expect(noticesOf(first(designOf([port]), objects))).toEqual([
      "The link is Healthy, so this cross-connect exists already.",
    ]);
  });

  it("that there is no LOA yet, with the reason and the command for later", () => {
    const one = { ...first(designOf([port]), OBJECTS), letter: { problem: "not generated yet." } };
    expect(notices(one)).toEqual([
      {
        tone: "poor",
        text: [
          "No LOA yet: not generated yet. Later:",
          { code: `npx pulumi-cloudflare-cni loa ${port.interconnect}` },
        ],
      },
    ]);
  });

  it("of more fibre than the optics reach, and of a duct that a backup shares", () => {
    const long = first(designOf([{ ...port, distanceKm: 12 }]), OBJECTS);
    expect(noticesOf(long)).toEqual([expect.stringContaining("12 km of fibre, more than 10 km")]);
    const both = ["a", "b"].map((name) => ({ name, customer: { router: name, duct: "north" } }));
    expect(noticesOf(first(designOf(both)))).toContain(
      "The design declares duct north for b too. Choose another duct.",
    );
  });
});

describe("hostile names", () => {
  const crossConnects = crossConnectsOf([HOSTILE.design], HOSTILE.objects).map((one) => ({
    ...one,
    letter: { problem: HOSTILE.design.name },
  }));
  const sheets = sheetsOf(crossConnects);

  it("are text in HTML", () => {
    for (const sheet of sheets) {
      const page = orderSheetHtml(sheet, { ...DETAILS, party: HOSTILE.design.name });
      const tags = page.match(/<[^>]*>/g)?.join("");
      expect(tags).not.toMatch(/<script|<img|javascript:| on\w+=/);
      expect(page).toContain("&lt;script&gt;");
      expect(page).not.toContain("\u202e");
    }
  });

  it("are text in Markdown, on one line", () => {
    for (const sheet of sheets) {
      const text = orderSheetMarkdown(sheet, { ...DETAILS, party: HOSTILE.design.name });
      expect(text).not.toMatch(/<script|^# x|\]\(javascript|@all|www\.example|\u202e/m);
      const cells = text.split("\n").filter((line) => line.startsWith("|"));
      expect(new Set(cells.map((line) => line.split("|").length))).toEqual(new Set([4]));
    }
  });

  it("are no argument of a command", () => {
    const commands = crossConnects.flatMap((one) =>
      checklist(one).flatMap((line) =>
        line.flatMap((part) => (typeof part === "object" ? part.code : [])),
      ),
    );
    expect(new Set(commands)).toEqual(new Set(["npx pulumi-cloudflare-cni status"]));
  });
});

it("a sheet loads nothing and runs no code", () => {
  for (const sheet of sheetsOf(crossConnectsOf([HA_MULTI_LOCATION], OBJECTS))) {
    const page = orderSheetHtml(sheet, DETAILS);
    expect(page.match(/<[^>]*>/g)?.join("")).not.toMatch(/<script|<img|<link|<iframe| src=/);
    expect(page).toContain("default-src 'none'");
  }
});
