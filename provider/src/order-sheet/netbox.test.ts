/** Files for NetBox against the columns of its import forms. */

import { crossConnectsOf, netBoxOf } from ".";
import { NETBOX_FORMS } from "./testing/netbox-forms";
import { HA_MULTI_LOCATION, HOSTILE, OBJECTS, oneFacility } from "./testing/objects";

type Row = Record<string, string>;

/** Parses CSV as NetBox does: quoted cells may contain commas and quotes. */
function parse(text: string): Row[] {
  const [head = [], ...rows] = text
    .trimEnd()
    .split("\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
  return rows.map((cells) => {
    expect(cells).toHaveLength(head.length);
    return Object.fromEntries(head.map((column, at) => [column, cells[at] ?? ""]));
  });
}

function filesOf({ design, objects }: ReturnType<typeof oneFacility>) {
  const { files, notes } = netBoxOf(crossConnectsOf([design], objects));
  const types = files.map(({ name, text }) => ({
    type: name.replace(/^\d+-|\.csv$/g, ""),
    rows: parse(text),
  }));
  return { types, notes, of: (type: string) => types.find((one) => one.type === type)?.rows ?? [] };
}

const EXAMPLE = { design: HA_MULTI_LOCATION, objects: OBJECTS };
const sets = { example: EXAMPLE, four: oneFacility(4), hostile: HOSTILE };

it.each(Object.entries(sets))("every file of %s fits NetBox's import form", (_name, set) => {
  const { types } = filesOf(set);
  expect(types.length).toBeGreaterThan(8);
  for (const { type, rows } of types) {
    const form = NETBOX_FORMS[type];
    if (form === undefined) throw new Error(`${type} has no form`);
    for (const row of rows) {
      expect(form.allowed).toEqual(expect.arrayContaining(Object.keys(row)));
      expect(form.required.filter((column) => !row[column])).toEqual([]);
      for (const [column, choices] of Object.entries(form.choices)) {
        if (row[column]) expect(choices).toContain(row[column]);
      }
      for (const [column, most] of Object.entries(form.lengths)) {
        // A name that is too long must not become another one.
        const isName = ["name", "cid", "model"].includes(column);
        if (!isName && row[column]) expect([...row[column]].length).toBeLessThanOrEqual(most);
      }
    }
  }
});

it("each file names only objects of the files before it, and the routers of the notes", () => {
  const { of, notes } = filesOf(oneFacility(4));
  const names = (type: string, column = "name") => of(type).map((row) => row[column]);
  for (const { site, role, manufacturer, device_type: model } of of("devices")) {
    expect(names("sites")).toContain(site);
    expect(names("device-roles")).toContain(role);
    expect(names("manufacturers")).toContain(manufacturer);
    expect(names("device-types", "model")).toContain(model);
  }
  for (const { circuit } of of("circuit-terminations")) {
    expect(names("circuits", "cid")).toContain(circuit);
  }
  for (const cable of of("cables")) {
    expect(of("interfaces")).toContainEqual(
      expect.objectContaining({ device: cable.side_b_device, name: cable.side_b_name }),
    );
    expect(notes.join("\n")).toContain(cable.side_a_device ?? "nothing");
  }
  expect(of("cables")).toHaveLength(4);
});

it("both ends of a session have their address, on the interface if it is known", () => {
  expect(filesOf(EXAMPLE).of("ip-addresses")).toMatchObject([
    { address: "10.255.0.0/31", device: "ccr01.ewr-b", interface: "cni-ewr-b-000001" },
    { address: "10.255.0.1/31", device: "edge-1", interface: "xe-0/0/1" },
    { address: "10.255.0.2/31", device: "ccr01.ewr-a" },
    { address: "10.255.0.3/31", device: "", interface: "" },
  ]);
});

it("a circuit is active and its cable connected once the link is Healthy", () => {
  const objects = {
    ...OBJECTS,
    interconnects: OBJECTS.interconnects.map((one) => ({ ...one, status: { state: "Healthy" } })),
  };
  const { of } = filesOf({ design: HA_MULTI_LOCATION, objects });
  expect(of("circuits").map(({ status }) => status)).toEqual(["active", "active", "active"]);
  expect(of("cables")).toMatchObject([{ status: "connected" }]);
});

it("what is unknown is left out and told, never guessed", () => {
  const { types, notes } = filesOf({
    design: {
      name: "d",
      intent: "single",
      sessions: [],
      ports: [
        { name: "planned", facility: "Equinix NY1" },
        { name: "gone", interconnect: "cni-9" },
        { name: "nowhere", interconnect: "cni-1" },
        {
          name: "deviceless",
          interconnect: "cni-2",
          facility: "Equinix NY1",
          customer: { router: "r" },
        },
      ],
    },
    objects: {
      interconnects: ["cni-1", "cni-2"].map((name) => ({ account: "a", name, type: "direct" })),
      cnis: [],
    },
  });
  expect(types.map(({ type }) => type)).toEqual([
    "sites",
    "providers",
    "circuit-types",
    "circuits",
    "circuit-terminations",
  ]);
  expect(notes).toEqual([
    "planned, gone: left out, because Cloudflare has no such port.",
    "nowhere: no site, device or termination, because the facility is unknown.",
    "deviceless: no device, interface or cable, because Cloudflare's device is unknown.",
    expect.stringContaining("Fill in termination_id"),
  ]);
});

it("writes nothing without a port that exists", () => {
  expect(
    netBoxOf(crossConnectsOf([HA_MULTI_LOCATION], { interconnects: [], cnis: [] })).files,
  ).toEqual([]);
});

it("keeps names that contain commas, quotes and line breaks in one cell", () => {
  const [site] = filesOf(HOSTILE).of("sites");
  expect(site?.name).toContain('<script>alert(1)</script> "&');
  expect(site?.slug).toMatch(/^[a-z0-9-]+$/);
});
