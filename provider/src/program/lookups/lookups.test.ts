/** Lookups through the public functions, against the simulator. */
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as cni from "../../index";
import { rejection } from "../../testing/engine";
import { forgetEnvironment, type Lab, openLab } from "../../testing/lab";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

let lab: Lab;
let port: string;
beforeAll(async () => {
  lab = await openLab();
});
beforeEach(async () => {
  const { simulator } = lab;
  await simulator.control.reset();
  process.env.CLOUDFLARE_API_TOKEN = simulator.token;
  process.env.CLOUDFLARE_ACCOUNT_ID = simulator.accountId;
  process.env.CLOUDFLARE_BASE_URL = simulator.baseUrl;
  const [slot_id] = await lab.slots();
  port = (await lab.post("interconnects", { type: "direct", slot_id })).name;
});
afterAll(async () => {
  forgetEnvironment();
  await lab.close();
});

function session(conduit_name: string, interconnect = port) {
  return lab.post("cnis", {
    interconnect,
    magic: { conduit_name, description: "", mtu: 1500 },
    bgp: { customer_asn: 65010, extra_prefixes: ["10.0.0.0/8"], md5_key: "their key" },
  });
}

/** The value of an output that has to be known. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("getSlots", () => {
  it("reads every page", async () => {
    await lab.simulator.control.behave({ pageSize: 7 });
    const { slots } = await cni.getSlots();
    expect(slots).toHaveLength((await lab.simulator.control.slots()).length);
    expect(slots.length).toBeGreaterThan(7);
    expect(slots.find(({ occupied }) => occupied)).toEqual({
      id: expect.any(String),
      occupied: true,
      site: "akl-a",
      metro: "AKL",
      speed: "10G",
      facility: { name: expect.any(String), address: expect.any(Array) },
      device: "ccr01.akl-a",
    });
  });

  it("lets the API filter what it can", async () => {
    const { slots: found } = await cni.getSlots({
      site: "ams-a",
      occupied: false,
      addressContains: "Am",
    });
    expect(found.length).toBeGreaterThan(0);
    const [last] = await lab.simulator.control.requests(1);
    expect(last?.query).toBe("site=ams-a&occupied=false&address_contains=Am");
  });

  it.each(["10G", "10 Gbps", "10000"] as const)("finds 10G spelt as %s", async (speedSpelling) => {
    const { slots: all } = await cni.getSlots({ metro: "ewr", speed: "10G" });
    await lab.simulator.control.behave({ speedSpelling });
    const { slots: found } = await cni.getSlots({ metro: "EWR", speed: "10G" });
    expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(new Set(found.map(({ speed }) => speed))).toEqual(new Set([speedSpelling]));
  });

  it("knows a facility by its name or a part of it, never NY11 by NY1", async () => {
    const names = async (facility: string) => [
      ...new Set((await cni.getSlots({ facility })).slots.map((slot) => slot.facility.name)),
    ];
    expect(await names("equinix  ny1")).toEqual(["Equinix NY1"]);
    expect(await names("NY1")).toEqual(["Equinix NY1"]);
    expect((await names("Equinix")).length).toBeGreaterThan(2);
    expect(await names("Nowhere")).toEqual([]);
  });
});

it("getSlot gives one slot", async () => {
  const [id] = await lab.slots();
  expect(await cni.getSlot({ id })).toMatchObject({ id, occupied: false });
});

describe("ports", () => {
  it("are listed by site and type", async () => {
    const { interconnects: listed } = await cni.getInterconnects({ site: "akl-a", type: "direct" });
    expect(listed).toEqual([await cni.getInterconnect({ name: port })]);
    expect(await cni.getInterconnects({ type: "gcp_partner" })).toEqual({ interconnects: [] });
    expect(listed).toMatchObject([
      { name: port, accountId: lab.simulator.accountId, device: "ccr01.akl-a" },
    ]);
  });

  it("tell their status", async () => {
    expect(await cni.getInterconnectStatus({ name: port })).toEqual({ state: "Pending" });
  });
});

describe("CNIs", () => {
  it.each(["name", "virtual_port_reservation_id"] as const)(
    "are found by their port, which the API calls by its %s",
    async (cniInterconnect) => {
      const { id } = await session("ewr");
      await lab.simulator.control.behave({ cniInterconnect });
      const { cnis: found } = await cni.getCnis({ interconnect: port });
      expect(found).toEqual([await cni.getCni({ id })]);
      expect(await cni.getCnis({ interconnect: "cni-nowhere-000001" })).toEqual({ cnis: [] });
    },
  );

  it("are found by conduit, slot and tunnel", async () => {
    const { id } = await session("one");
    await session("two");
    const {
      interconnects: [tunnel],
    } = await cni.getMagicInterconnects({ name: "one" });
    const { slotId = "" } = await cni.getInterconnect({ name: port });
    const one = [expect.objectContaining({ id })];
    expect((await cni.getCnis({ conduitName: "one" })).cnis).toEqual(one);
    expect((await cni.getCnis({ tunnelId: tunnel?.id })).cnis).toEqual(one);
    expect((await cni.getCnis({ slotId })).cnis).toHaveLength(2);
    expect(await cni.getCnis({ slotId: NOWHERE })).toEqual({ cnis: [] });
  });

  it("say that there is a key, and not which", async () => {
    const { id } = await session("ewr");
    const found = await cni.getCni({ id });
    expect(found.bgp).toEqual({
      customerAsn: 65010,
      extraPrefixes: ["10.0.0.0/8"],
      hasMd5Key: true,
    });
    const { interconnects: magic } = await cni.getMagicInterconnects();
    expect(JSON.stringify([found, magic])).not.toContain("their key");
  });
});

it("getCniSettings gives the account's ASN", async () => {
  expect(await cni.getCniSettings()).toEqual({
    accountId: lab.simulator.accountId,
    defaultAsn: 13335,
  });
});

it("getMagicInterconnects finds by name and by reservation in either spelling", async () => {
  await session("ewr");
  const { virtualPortReservationId } = await cni.getInterconnect({ name: port });
  const { interconnects: found } = await cni.getMagicInterconnects({ virtualPortReservationId });
  expect(found).toMatchObject([{ name: "ewr", mtu: 1500, version: "2", colo: "akl-a" }]);
  expect((await cni.getMagicInterconnects({ name: "ewr" })).interconnects).toEqual(found);
  expect(found[0]?.healthCheck).toMatchObject({ enabled: true, rate: "mid", target: "" });
});

describe("getLetterOfAuthorization", () => {
  /** No text: what is read as UTF-8 and written again is another file. */
  const PDF = Buffer.concat([
    Buffer.from("%PDF-1.3\n"),
    Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
  ]);
  let server: Server;
  let type: string;
  let asked: IncomingMessage | undefined;
  beforeAll(async () => {
    server = createServer((request, response) => {
      asked = request;
      response.writeHead(200, { "content-type": type });
      response.end(PDF);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  beforeEach(() => {
    const address = server.address();
    const listens = typeof address === "object" ? address?.port : undefined;
    process.env.CLOUDFLARE_BASE_URL = `http://127.0.0.1:${listens}`;
    type = "application/pdf";
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it.each(["application/pdf", "application/octet-stream"])(
    "gives the bytes of the PDF, sent as %s",
    async (media) => {
      type = media;
      const interconnect = "cni/ewr 1";
      const letter = await cni.getLetterOfAuthorization({ interconnect, party: "Ex & Co" });
      expect(asked?.url).toMatch(/cni%2Fewr%201\/loa\?name=Ex(%20|\+)%26(%20|\+)Co$/);
      expect(asked?.headers.accept).toBe("application/pdf");
      expect(letter.pdf).toBeInstanceOf(Buffer);
      expect(letter.pdf.equals(PDF)).toBe(true);
      expect(Buffer.from(letter.base64, "base64").equals(PDF)).toBe(true);
      expect(letter.fileName).toBe("cni-ewr-1-loa.pdf");
      const path = await letter.asset.path;
      expect((await readFile(path)).equals(PDF)).toBe(true);
      expect((await stat(dirname(path))).mode & 0o077).toBe(0);
    },
  );

  it("keeps the file where it is told to, under one name for one content", async () => {
    const parent = await mkdtemp(join(tmpdir(), "cni-letters-"));
    const directory = join(parent, "new");
    try {
      const args = { interconnect: port, directory };
      const { asset, base64, ...rest } = await known(cni.getLetterOfAuthorizationOutput(args));
      expect(rest).toEqual({ fileName: `${port}-loa.pdf` });
      expect(base64).toBe(PDF.toString("base64"));
      // What somebody left there in its place is not taken for the letter.
      await writeFile(await asset.path, "another letter");
      const again = await cni.getLetterOfAuthorization(args);
      expect(await again.asset.path).toBe(await asset.path);
      expect((await readFile(await asset.path)).equals(PDF)).toBe(true);
      expect(await readdir(directory)).toHaveLength(1);
    } finally {
      await rm(parent, { recursive: true });
    }
  });

  it("refuses what is no PDF, without quoting it", async () => {
    process.env.CLOUDFLARE_BASE_URL = lab.simulator.baseUrl;
    const respond = { status: 200, body: "<html>please log in</html>" };
    await lab.simulator.control.addFault({ respond });
    const error = await rejection(cni.getLetterOfAuthorization({ interconnect: port }));
    expect(error.message).toMatch(/^getLetterOfAuthorization: GET .*\/loa: 200 .* is no PDF/);
    expect(error.message).not.toContain("log in");
  });
});

describe("failures", () => {
  it("tell function, method, path, status, code, ray and way out, in one line", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "another-token";
    const error = await rejection(cni.getSlots());
    expect(error).toBeInstanceOf(cni.LookupError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error.message).toMatch(
      /^getSlots: GET \/accounts\/\w+\/cni\/slots: 401 .*\(code \d+, ray \w+.*\)\. Check CLOUDFLARE_API_TOKEN/,
    );
    expect(error.message).not.toContain("another-token");
    expect(error).toMatchObject({ status: 401, code: expect.any(Number) });
  });

  it("of a single object say that it is not there", async () => {
    expect(await rejection(cni.getCni({ id: NOWHERE }))).toMatchObject({ status: 404 });
    expect(await rejection(cni.getSlot({ id: NOWHERE }))).toMatchObject({ status: 404 });
  });

  it("without credentials or account name the way out", async () => {
    delete process.env.CLOUDFLARE_ACCOUNT_ID;
    expect((await rejection(cni.getCnis())).message).toMatch(/^getCnis: accountId: .*32 hex/);
    delete process.env.CLOUDFLARE_API_TOKEN;
    const { accountId } = lab.simulator;
    expect((await rejection(cni.getCnis({ accountId }))).message).toMatch(
      /^getCnis: there are no Cloudflare credentials/,
    );
  });

  it("in arguments are told before anything is sent, without the value", async () => {
    const before = await lab.sent("GET");
    const misspelt: object = { facilty: "NY5" };
    expect((await rejection(cni.getSlots(misspelt))).message).toBe(
      'getSlots: "facilty" is not an argument. Check its spelling. Did you mean "facility"?',
    );
    expect((await rejection(cni.getInterconnect({ name: " " }))).message).toBe(
      "getInterconnect: name: it must be the name of an interconnect.",
    );
    expect((await rejection(cni.getSlots({ metro: "New York" }))).message).toMatch(
      /^getSlots: metro: /,
    );
    expect(await lab.sent("GET")).toBe(before);
  });
});

describe("in one run", () => {
  const run = (program: () => Promise<void>) => pulumi.runtime.runInPulumiStack(program);
  beforeAll(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: ({ inputs }) => inputs,
    }),
  );

  it("the same is asked once, whatever becomes of the answer", async () => {
    const before = await lab.sent("GET");
    await run(async () => {
      const [first, second] = await Promise.all([
        cni.getInterconnects({ site: "akl-a" }),
        cni.getInterconnects({ site: "akl-a", type: undefined }),
      ]);
      first.interconnects.length = 0;
      expect(second.interconnects).toHaveLength(1);
      const third = await known(cni.getInterconnectsOutput({ site: pulumi.output("akl-a") }));
      expect(third).toEqual(second);
    });
    expect(await lab.sent("GET")).toBe(before + 1);
  });

  it("other arguments, credentials or runs ask again", async () => {
    const before = await lab.sent("GET");
    await run(async () => {
      await cni.getCnis();
      await cni.getCnis({ conduitName: "ewr" });
    });
    await run(async () => {
      await cni.getCnis();
      process.env.CLOUDFLARE_API_TOKEN = "another-token";
      await rejection(cni.getCnis());
    });
    expect(await lab.sent("GET")).toBe(before + 4);
  });

  it("a failure is not kept", async () => {
    await run(async () => {
      const respond = { status: 400, body: { error: "not now" } };
      await lab.simulator.control.addFault({ respond });
      await rejection(cni.getCniSettings());
      expect(await cni.getCniSettings()).toMatchObject({ defaultAsn: 13335 });
    });
  });

  it("an answer to a secret question is a secret, and one asked with a secret token is none", async () => {
    await run(async () => {
      const { simulator } = lab;
      forgetEnvironment();
      const provider = new cni.Provider("lab", {
        apiToken: pulumi.secret(simulator.token),
        accountId: simulator.accountId,
        baseUrl: simulator.baseUrl,
      });
      const open = cni.getInterconnectOutput({ name: port }, { provider });
      const closed = cni.getInterconnectOutput({ name: pulumi.secret(port) }, { provider });
      expect((await known(open)).name).toBe(port);
      expect((await known(closed)).name).toBe(port);
      expect(await pulumi.isSecret(open)).toBe(false);
      expect(await pulumi.isSecret(closed)).toBe(true);

      const component = new pulumi.ComponentResource("test:C", "c", {}, { providers: [provider] });
      expect((await cni.getInterconnects({}, { parent: component })).interconnects).toHaveLength(1);
      expect((await cni.getInterconnects({}, { provider })).interconnects).toHaveLength(1);
      expect((await rejection(cni.getInterconnects())).message).toContain("accountId");
    });
  });

  it("the provider of something else is refused", async () => {
    await run(async () => {
      class Other extends pulumi.ProviderResource {}
      const provider = new Other("aws", "aws", {});
      const error = await rejection(cni.getSlots({}, { provider }));
      expect(error.message).toContain("must be a Provider");
    });
  });
});
