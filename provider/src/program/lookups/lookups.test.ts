/** Tests lookups through the public functions, against the simulator. */
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as cni from "../../index";
import { rejection } from "../../testing/engine";
import { forgetEnvironment, openTestAccount, type TestAccount } from "../../testing/test-account";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

let testAccount: TestAccount;
let port: string;
beforeAll(async () => {
  testAccount = await openTestAccount();
});
beforeEach(async () => {
  const { simulator } = testAccount;
  await simulator.control.reset();
  process.env.CLOUDFLARE_API_TOKEN = simulator.token;
  process.env.CLOUDFLARE_ACCOUNT_ID = simulator.accountId;
  process.env.CLOUDFLARE_BASE_URL = simulator.baseUrl;
  const [slot_id] = await testAccount.freeSlots();
  port = (await testAccount.post("interconnects", { type: "direct", slot_id })).name;
});
afterAll(async () => {
  forgetEnvironment();
  await testAccount.close();
});

function session(conduit_name: string, interconnect = port) {
  return testAccount.post("cnis", {
    interconnect,
    magic: { conduit_name, description: "", mtu: 1500 },
    bgp: { customer_asn: 65010, extra_prefixes: ["10.0.0.0/8"], md5_key: "their key" },
  });
}

/** Returns the value of a known output. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

describe("getSlots", () => {
  it("reads all pages", async () => {
    await testAccount.simulator.control.behave({ pageSize: 7 });
    const { slots } = await cni.getSlots();
    expect(slots).toHaveLength((await testAccount.simulator.control.slots()).length);
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

  it("sends a filter to the API if the API supports it", async () => {
    const { slots: found } = await cni.getSlots({
      site: "ams-a",
      occupied: false,
      addressContains: "Am",
    });
    expect(found.length).toBeGreaterThan(0);
    const [last] = await testAccount.simulator.control.requests(1);
    expect(last?.query).toBe("site=ams-a&occupied=false&address_contains=Am");
  });

  it.each(["10G", "10 Gbps", "10000"] as const)(
    "finds 10G slots if the API returns the speed as %s",
    async (speedSpelling) => {
      const { slots: all } = await cni.getSlots({ metro: "ewr", speed: "10G" });
      await testAccount.simulator.control.behave({ speedSpelling });
      const { slots: found } = await cni.getSlots({ metro: "EWR", speed: "10G" });
      expect(found.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
      expect(new Set(found.map(({ speed }) => speed))).toEqual(new Set([speedSpelling]));
    },
  );

  it("finds a facility by its name or part of it, and does not find NY11 by NY1", async () => {
    const names = async (facility: string) => [
      ...new Set((await cni.getSlots({ facility })).slots.map((slot) => slot.facility.name)),
    ];
    expect(await names("equinix  ny1")).toEqual(["Equinix NY1"]);
    expect(await names("NY1")).toEqual(["Equinix NY1"]);
    expect((await names("Equinix")).length).toBeGreaterThan(2);
    expect(await names("Nowhere")).toEqual([]);
  });
});

it("getSlot returns one slot", async () => {
  const [id] = await testAccount.freeSlots();
  expect(await cni.getSlot({ id })).toMatchObject({ id, occupied: false });
});

describe("getInterconnects and getInterconnectStatus", () => {
  it("list interconnects by site and type", async () => {
    const { interconnects: listed } = await cni.getInterconnects({ site: "akl-a", type: "direct" });
    expect(listed).toEqual([await cni.getInterconnect({ name: port })]);
    expect(await cni.getInterconnects({ type: "gcp_partner" })).toEqual({ interconnects: [] });
    expect(listed).toMatchObject([
      { name: port, accountId: testAccount.simulator.accountId, device: "ccr01.akl-a" },
    ]);
  });

  it("return the state of a link", async () => {
    expect(await cni.getInterconnectStatus({ name: port })).toEqual({ state: "Pending" });
  });
});

describe("getCnis", () => {
  it.each(["name", "virtual_port_reservation_id"] as const)(
    "finds CNIs by interconnect if the API identifies the interconnect by its %s",
    async (cniInterconnect) => {
      const { id } = await session("ewr");
      await testAccount.simulator.control.behave({ cniInterconnect });
      const { cnis: found } = await cni.getCnis({ interconnect: port });
      expect(found).toEqual([await cni.getCni({ id })]);
      expect(await cni.getCnis({ interconnect: "cni-nowhere-000001" })).toEqual({ cnis: [] });
    },
  );

  it("finds CNIs by conduit, slot and tunnel", async () => {
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

  it("reports whether a CNI has an MD5 key, but does not return the key", async () => {
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

it("getCniSettings returns the account's ASN", async () => {
  expect(await cni.getCniSettings()).toEqual({
    accountId: testAccount.simulator.accountId,
    defaultAsn: 13335,
  });
});

it("getMagicInterconnects finds interconnects by name, and by reservation ID with or without dashes", async () => {
  await session("ewr");
  const { virtualPortReservationId } = await cni.getInterconnect({ name: port });
  const { interconnects: found } = await cni.getMagicInterconnects({ virtualPortReservationId });
  expect(found).toMatchObject([{ name: "ewr", mtu: 1500, version: "2", colo: "akl-a" }]);
  expect((await cni.getMagicInterconnects({ name: "ewr" })).interconnects).toEqual(found);
  expect(found[0]?.healthCheck).toMatchObject({ enabled: true, rate: "mid", target: "" });
});

describe("getLetterOfAuthorization", () => {
  /** These bytes are not valid UTF-8, so a conversion to text would change them. */
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
    "returns the bytes of a PDF with content type %s",
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

  it("writes the file to `directory` under the same name for the same content", async () => {
    const parent = await mkdtemp(join(tmpdir(), "cni-letters-"));
    const directory = join(parent, "new");
    try {
      const args = { interconnect: port, directory };
      const { asset, base64, ...rest } = await known(cni.getLetterOfAuthorizationOutput(args));
      expect(rest).toEqual({ fileName: `${port}-loa.pdf` });
      expect(base64).toBe(PDF.toString("base64"));
      // The lookup replaces a file with other content at the same path.
      await writeFile(await asset.path, "another letter");
      const again = await cni.getLetterOfAuthorization(args);
      expect(await again.asset.path).toBe(await asset.path);
      expect((await readFile(await asset.path)).equals(PDF)).toBe(true);
      expect(await readdir(directory)).toHaveLength(1);
    } finally {
      await rm(parent, { recursive: true });
    }
  });

  it("refuses a response that is not a PDF, without quoting it", async () => {
    process.env.CLOUDFLARE_BASE_URL = testAccount.simulator.baseUrl;
    const respond = { status: 200, body: "<html>please log in</html>" };
    await testAccount.simulator.control.addFault({ respond });
    const error = await rejection(cni.getLetterOfAuthorization({ interconnect: port }));
    expect(error.message).toMatch(/^getLetterOfAuthorization: GET .*\/loa: 200 .* is not a PDF/);
    expect(error.message).not.toContain("log in");
  });
});

describe("lookup errors", () => {
  it("a failed lookup reports function, method, path, status, code, ray ID and advice in one line", async () => {
    process.env.CLOUDFLARE_API_TOKEN = "another-token";
    const error = await rejection(cni.getSlots());
    expect(error).toBeInstanceOf(cni.LookupError);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error.message).toMatch(
      /^getSlots: GET \/accounts\/\w+\/cni\/slots: 401 .*\(code \d+, ray \w+.*\)\. The token may be revoked or expired\. Check CLOUDFLARE_API_TOKEN/,
    );
    expect(error.message).not.toContain("another-token");
    expect(error).toMatchObject({ status: 401, code: expect.any(Number) });
  });

  it("a failed lookup says that a single object does not exist", async () => {
    expect(await rejection(cni.getCni({ id: NOWHERE }))).toMatchObject({ status: 404 });
    expect(await rejection(cni.getSlot({ id: NOWHERE }))).toMatchObject({ status: 404 });
  });

  it("a failed lookup says what to set if the credentials or the account are missing", async () => {
    delete process.env.CLOUDFLARE_ACCOUNT_ID;
    expect((await rejection(cni.getCnis())).message).toMatch(/^getCnis: accountId: .*32 hex/);
    delete process.env.CLOUDFLARE_API_TOKEN;
    const { accountId } = testAccount.simulator;
    expect((await rejection(cni.getCnis({ accountId }))).message).toMatch(
      /^getCnis: Cloudflare credentials are missing/,
    );
  });

  it("a lookup reports invalid arguments before it sends a request, without quoting their values", async () => {
    const before = await testAccount.countRequests("GET");
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
    expect(await testAccount.countRequests("GET")).toBe(before);
  });
});

describe("caching of lookups", () => {
  const run = (program: () => Promise<void>) => pulumi.runtime.runInPulumiStack(program);
  beforeAll(() =>
    pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: ({ inputs }) => inputs,
    }),
  );

  it("lookups in one run send one request for the same arguments, even if a caller changes the result", async () => {
    const before = await testAccount.countRequests("GET");
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
    expect(await testAccount.countRequests("GET")).toBe(before + 1);
  });

  it("lookups send another request if the arguments, the credentials or the run differ", async () => {
    const before = await testAccount.countRequests("GET");
    await run(async () => {
      await cni.getCnis();
      await cni.getCnis({ conduitName: "ewr" });
    });
    await run(async () => {
      await cni.getCnis();
      process.env.CLOUDFLARE_API_TOKEN = "another-token";
      await rejection(cni.getCnis());
    });
    expect(await testAccount.countRequests("GET")).toBe(before + 4);
  });

  it("lookups send another request after a failure", async () => {
    await run(async () => {
      const respond = { status: 400, body: { error: "not now" } };
      await testAccount.simulator.control.addFault({ respond });
      await rejection(cni.getCniSettings());
      expect(await cni.getCniSettings()).toMatchObject({ defaultAsn: 13335 });
    });
  });

  it("lookups return a secret if an argument is a secret, but not because the token is a secret", async () => {
    await run(async () => {
      const { simulator } = testAccount;
      forgetEnvironment();
      const provider = new cni.Provider("testAccount", {
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

  it("lookups refuse a provider that belongs to another package", async () => {
    await run(async () => {
      class Other extends pulumi.ProviderResource {}
      const provider = new Other("aws", "aws", {});
      const error = await rejection(cni.getSlots({}, { provider }));
      expect(error.message).toContain("must be a Provider");
    });
  });
});

describe("lookups and preview", () => {
  class Thing extends pulumi.CustomResource {
    declare readonly account: pulumi.Output<string>;
    constructor(name: string, options?: pulumi.CustomResourceOptions) {
      super("test:Thing", name, { account: undefined }, options);
    }
  }
  beforeAll(() =>
    pulumi.runtime.setMocks(
      {
        // A resource without an ID does not exist yet.
        newResource: ({ type, name, inputs }) => ({
          id: type === "test:Thing" ? "" : name,
          state: inputs,
        }),
        call: ({ inputs }) => inputs,
      },
      "project",
      "stack",
      true,
    ),
  );

  it("lookups in a preview send no request if dependsOn contains a component with a child that does not exist yet", async () => {
    await pulumi.runtime.runInPulumiStack(async () => {
      const component = new pulumi.ComponentResource("test:Component", "component");
      new Thing("child", { parent: component });
      const before = await testAccount.countRequests("GET");
      const found = cni.getInterconnectsOutput({}, { dependsOn: component });
      expect(await Reflect.get(found, "isKnown")).toBe(false);
      expect(await testAccount.countRequests("GET")).toBe(before);
    });
  });

  it("lookups in a preview fail with advice if the arguments of the Provider are unknown", async () => {
    await pulumi.runtime.runInPulumiStack(async () => {
      const accountId = new Thing("thing").account;
      const provider = new cni.Provider("testAccount", { apiToken: "token", accountId });
      const error = await rejection(cni.getSlots({}, { provider }));
      expect(error.message).toBe(
        "getSlots: the arguments of the Provider are unknown in this preview. Use getSlotsOutput instead.",
      );
    });
  });
});
