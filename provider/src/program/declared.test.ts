/** Tests what the resources of a program send to the engine when they register. */
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import * as dynamic from "../dynamic";
import {
  CniBgpSession,
  CniSettings,
  Interconnect,
  InterconnectReady,
  MagicInterconnect,
  Provider,
} from "../index";
import { refuseDeletedWithAnother } from "./deleted-with";

const SLOT = "7b4d3c52-0f6e-4a55-9a43-6f1d2f9f8a10";
const ACCOUNT = "0123456789abcdef0123456789abcdef";
const SECRET_MARK = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
};

const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(() =>
  pulumi.runtime.setMocks(
    {
      newResource(args) {
        registered.push(args);
        // The provider returns an account and an ID.
        return { id: `${args.name}-id`, state: { accountId: ACCOUNT, ...args.inputs } };
      },
      call: () => ({}),
    },
    "project",
    "stack",
    false,
  ),
);

/** Returns the registration of a resource once all its inputs are known. */
async function registration(resource: pulumi.CustomResource) {
  const urn = await known(resource.urn);
  const found = registered.find(({ type, name }) => urn.endsWith(`${type}::${name}`));
  if (found === undefined) throw new Error(`${urn} was not registered`);
  return found;
}

function known<T>(output: pulumi.Output<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => pulumi.output(output).apply(resolve));
}

let count = 0;
const unique = () => `it-${++count}`;
const port = (args = {}, options = {}) =>
  new Interconnect(unique(), { slotId: SLOT, ...args }, options);
const session = (bgp: ConstructorParameters<typeof CniBgpSession>[1]["bgp"]) =>
  new CniBgpSession(unique(), { interconnect: "cni-1", magic: { conduitName: "ewr" }, bgp });

const EACH = [
  ["Interconnect", () => port()],
  ["InterconnectReady", () => new InterconnectReady(unique(), { interconnect: "cni-1" })],
  ["CniBgpSession", () => session(undefined)],
  ["CniSettings", () => new CniSettings(unique(), { defaultAsn: 64512 })],
] as const;

describe.each(EACH)("registration of %s", (type, declare) => {
  it("registers the type token, which must never change", async () => {
    const token = `pulumi-nodejs:dynamic/cloudflare-cni:${type}`;
    expect((await registration(declare())).type).toBe(token);
  });

  it("registers the __provider text, which must never change and which loads the installed package", async () => {
    const { __provider: text } = (await registration(declare())).inputs;
    expect(text).toBe(
      `exports.handler=()=>require("pulumi-cloudflare-cni/dynamic").provider("${type}")`,
    );
    expect(text.length).toBeLessThan(100);

    const modules: Record<string, object> = { "pulumi-cloudflare-cni/dynamic": dynamic };
    const handler: unknown = runInNewContext(`${text};exports.handler()`, {
      exports: {},
      require: (path: string) => modules[path],
    });
    expect(handler).toBe(dynamic.provider(type));
  });

  it("registers the resource's own URN, so that progress messages appear on its line", async () => {
    const resource = declare();
    expect((await registration(resource)).inputs.__urn).toBe(await known(resource.urn));
  });
});

it("the package exports the path ./dynamic, which __provider loads", () => {
  const manifest: { exports: Record<string, unknown> } = require(
    join(__dirname, "../../package.json"),
  );
  expect(manifest.exports["./dynamic"]).toMatchObject({ default: "./dist/dynamic.js" });
});

describe("registration of omitted arguments", () => {
  it("does not send an omitted argument to the engine", async () => {
    const { inputs } = await registration(port());
    expect(Object.keys(inputs).sort()).toEqual(["__provider", "__urn", "slotId"]);
  });

  it("has an output for an omitted argument if the provider sets it", async () => {
    const { name, site, device, status } = port();
    for (const output of [name, site, device, status]) {
      expect(pulumi.Output.isInstance(output)).toBe(true);
    }
  });

  it("has no property for an omitted argument that is not an output", () => {
    expect(port()).not.toHaveProperty("timeout");
    expect(port({ adopt: undefined })).not.toHaveProperty("adopt");
  });
});

describe("registration and stack traces", () => {
  const { stackTraceLimit, prepareStackTrace } = Error;
  afterEach(() => {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  });

  it("limits stack traces to a few frames during a registration, because the SDK takes a trace for each promise", () => {
    let frames = 0;
    Error.prepareStackTrace = (_error, callSites) => {
      // The SDK takes one trace without a limit to find the line of the program.
      if (Number.isFinite(Error.stackTraceLimit)) frames += callSites.length;
      return "";
    };
    session({ customerAsn: 65010 });
    // There are about fifty traces, four for each property.
    expect(frames).toBeGreaterThan(0);
    expect(frames).toBeLessThan(300);
  });

  it("restores the program's own stack trace limit after a registration, even if the registration fails", () => {
    Error.stackTraceLimit = 33;
    port();
    expect(Error.stackTraceLimit).toBe(33);
    expect(() => port({}, { import: "cni-1" })).toThrow("import is not supported");
    expect(() => new Interconnect("", { slotId: SLOT })).toThrow("name");
    expect(Error.stackTraceLimit).toBe(33);
  });
});

describe("registration of timeout", () => {
  const options = { customTimeouts: { create: "2h" } };

  it.each([
    ["Interconnect", (o: object, a: object) => port(a, o)],
    [
      "InterconnectReady",
      (o: object, a: object) => new InterconnectReady(unique(), { interconnect: "p", ...a }, o),
    ],
  ])(
    "the timeout of %s defaults to customTimeouts.create, which the engine does not pass to the provider",
    async (_what, declare) => {
      expect((await registration(declare(options, {}))).inputs).toMatchObject({ timeout: "2h" });
      expect((await registration(declare(options, { timeout: "5m" }))).inputs).toMatchObject({
        timeout: "5m",
      });
      expect((await registration(declare({}, {}))).inputs).not.toHaveProperty("timeout");
    },
  );
});

describe("registration of a gate or a session", () => {
  const linked = (interconnect: Interconnect | pulumi.Input<string>, accountId?: string) => [
    new InterconnectReady(unique(), { interconnect, accountId }),
    new CniBgpSession(unique(), { interconnect, accountId, magic: { conduitName: "ewr" } }),
  ];

  it("sends the ID, account and link of an interconnect that is passed as a resource", async () => {
    const resource = port();
    const id = await known(resource.id);
    for (const one of linked(resource)) {
      const { inputs } = await registration(one);
      expect(inputs).toMatchObject({ interconnect: id, accountId: ACCOUNT, __linked: true });
    }
  });

  it.each([
    ["as an ID", "cni-1"],
    ["as an output", pulumi.output("cni-1")],
  ])(
    "sends an interconnect without account and link if it is passed %s",
    async (_form, reference) => {
      for (const one of linked(reference)) {
        const { inputs } = await registration(one);
        expect(inputs).toMatchObject({ interconnect: "cni-1" });
        expect(inputs).not.toHaveProperty("__linked");
        expect(inputs).not.toHaveProperty("accountId");
      }
    },
  );

  it("prefers accountId to the account of the interconnect that is passed as a resource", async () => {
    const other = "fedcba9876543210fedcba9876543210";
    for (const one of linked(port(), other)) {
      expect((await registration(one)).inputs).toMatchObject({ accountId: other });
    }
  });
});

describe("registration of an MD5 key", () => {
  const bgp = { customerAsn: 65010, md5Key: "the key" };

  it.each([
    ["in plain text", bgp],
    ["as an output", { ...bgp, md5Key: pulumi.output("the key") }],
    ["as a secret", { ...bgp, md5Key: pulumi.secret("the key") }],
    ["inside an output", pulumi.output(bgp)],
    ["inside a promise", Promise.resolve(bgp)],
  ])("sends the MD5 key as a secret if it is passed %s", async (_form, given) => {
    const { inputs } = await registration(session(given));
    // Mocks receive the whole object as a secret, whichever part of it is marked.
    expect(inputs.bgp).toEqual({ ...SECRET_MARK, value: bgp });
  });

  it("sends the MD5 key as a secret if bgp is a secret", async () => {
    const { inputs } = await registration(session(pulumi.secret(bgp)));
    expect(inputs.bgp).toMatchObject(SECRET_MARK);
  });

  it("makes the output bgp of a session with an MD5 key a secret", async () => {
    const resource = session(bgp);
    expect(await known(resource.bgp)).toMatchObject({ md5Key: "the key" });
    expect(await pulumi.isSecret(resource.bgp)).toBe(true);
  });

  it("sends no MD5 key if the session has none", async () => {
    const { inputs } = await registration(session({ customerAsn: 65010 }));
    expect(inputs.bgp).toEqual({ customerAsn: 65010 });
    expect((await registration(session(undefined))).inputs).not.toHaveProperty("bgp");
  });
});

describe("Provider", () => {
  it("a Provider sends its token and key as secrets and marks itself as explicit", async () => {
    const provider = new Provider(unique(), {
      apiToken: "token",
      apiKey: "key",
      email: "ops@example.com",
      accountId: ACCOUNT,
    });
    const urn = await known(provider.urn);
    const found = registered.find(({ type, name }) => urn.endsWith(`${type}::${name}`));
    expect(found).toMatchObject({
      type: "pulumi:providers:pulumi-nodejs",
      inputs: {
        "cloudflare:apiToken": { ...SECRET_MARK, value: "token" },
        "cloudflare:apiKey": { ...SECRET_MARK, value: "key" },
        "cloudflare:email": "ops@example.com",
        "cloudflare:accountId": ACCOUNT,
        "cloudflare:explicit": "true",
      },
    });
  });

  it("a Provider becomes the provider of all resources that name it in their options", async () => {
    const account = new Provider(unique(), { apiToken: "token" });
    const { provider } = await registration(port({}, { provider: account }));
    expect(provider).toContain(await known(account.urn));
  });
});

describe("registration with deletedWith", () => {
  const deletedWith = () => ({ deletedWith: port() });

  it.each<[string, () => unknown, RegExp]>([
    [
      "a CniBgpSession, which would block its interconnect",
      () =>
        new CniBgpSession(
          "ewr",
          { interconnect: "cni-1", magic: { conduitName: "ewr" } },
          deletedWith(),
        ),
      /^CniBgpSession "ewr": deletedWith is not supported\. .* block .* Remove deletedWith\. Pulumi deletes /,
    ],
    ["an Interconnect, which would stay ordered", () => port({}, deletedWith()), /stay ordered/],
    [
      "a CniSettings, whose previous value would not be restored",
      () => new CniSettings(unique(), { defaultAsn: 64512 }, deletedWith()),
      /previous defaultAsn/,
    ],
    [
      "a MagicInterconnect with another resource, whose settings would not be restored",
      () => new MagicInterconnect(unique(), { tunnelId: "a".repeat(32) }, deletedWith()),
      /must be its own session/,
    ],
  ])("refuses deletedWith for %s", (_what, declare, message) => {
    expect(declare).toThrow(message);
    expect(declare).toThrow(pulumi.RunError);
  });

  it("allows deletedWith for a gate, for a resource that is only read, and for Magic settings with their session", async () => {
    const own = session(undefined);
    const id = "cni-1";
    const made = [
      new InterconnectReady(unique(), { interconnect: id }, deletedWith()),
      Interconnect.get(unique(), id, {}, deletedWith()),
    ];
    for (const one of made) expect(await known(one.urn)).toContain("cloudflare-cni");
    expect(() => refuseDeletedWithAnother("magic", own, { deletedWith: own })).not.toThrow();
  });
});

describe("registration from JavaScript", () => {
  it.each([
    ["Interconnect", Interconnect],
    ["InterconnectReady", InterconnectReady],
    ["CniBgpSession", CniBgpSession],
    ["CniSettings", CniSettings],
    ["Provider", Provider],
  ])(
    "a JavaScript program fails with a one-sentence error if it creates %s without arguments",
    (_type, resource) => {
      expect(() => Reflect.construct(resource, ["ewr"])).toThrow(
        new pulumi.RunError('resource "ewr": args is required. Pass an object.'),
      );
    },
  );

  it.each([
    ["null", null],
    ["an output of undefined", pulumi.output(undefined)],
    ["a text", "65010"],
  ])(
    "a JavaScript program may pass %s as bgp, which is sent unchanged so that `check` refuses it",
    async (_what, bgp) => {
      const made: CniBgpSession = Reflect.construct(CniBgpSession, [
        unique(),
        { interconnect: "cni-1", magic: { conduitName: "ewr" }, bgp },
      ]);
      const { inputs } = await registration(made);
      expect(inputs.bgp ?? undefined).toBe(typeof bgp === "string" ? bgp : undefined);
    },
  );
});
