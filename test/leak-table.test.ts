/**
 * Checks that a secret in an error of the API does not become visible, for every encoding of the secret and every place
 * of the output. A few runs of the real engine cover all rows, each with its own account.
 */
import { declarePort, errorsOf, openTestAccounts, type TestAccount } from "./support/test-accounts";
import { type Declaration, declare, type TestStack } from "./support/test-stack";

const TOKEN = 'Tok3n_with-&<>/"signs';
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const eachCharacter = (write: (code: number) => string) => (text: string) =>
  [...text].map((one) => write(one.charCodeAt(0))).join("");
const hex = (code: number) => code.toString(16);
const inHtml = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll('"', "&quot;")
    .replaceAll("/", "&sol;");

const SPELLINGS: Record<string, (secret: string) => string> = {
  "as it is": (text) => text,
  "with \\u escapes": eachCharacter((code) => `\\u${hex(code).padStart(4, "0")}`),
  "with \\u0026 for an ampersand": (text) => json(text).replaceAll("&", "\\u0026"),
  "with escaped solidi": (text) => json(text).replaceAll("/", "\\/"),
  "in named HTML entities": inHtml,
  "in decimal HTML entities": eachCharacter((code) => `&#${code};`),
  "in hexadecimal HTML entities": eachCharacter((code) => `&#x${hex(code)};`),
  "percent-encoded": encodeURIComponent,
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in base64 within something else": (text) => Buffer.from(`a${text}z`).toString("base64"),
  "in hexadecimal": (text) => Buffer.from(text).toString("hex"),
  "by its first 6 characters": (text) => text.slice(0, 6),
  "by its last 6 characters": (text) => text.slice(-6),
};
const OLDER_SPELLINGS: Record<string, (key: string) => string> = {
  "beside its name": (key) => `md5_key=${key}`,
  "in JSON": (key) => JSON.stringify({ bgp: { md5_key: key } }),
  "in JSON within HTML": (key) => inHtml(JSON.stringify({ md5_key: key })),
  "percent-encoded": (key) => encodeURIComponent(`md5_key="${key}"`),
};

interface Row {
  title: string;
  secret: string;
  echo: string;
  /** Name of the resource whose operation fails. */
  failing(account: TestAccount): string;
  declared(account: TestAccount): Declaration[];
  fault: { method: string; path: string };
}

const STATUS = { method: "GET", path: "/status$" };
const session = ({ name, id }: TestAccount, md5Key: string): Declaration => ({
  type: "CniBgpSession",
  name: `${name}_session`,
  args: {
    accountId: id,
    interconnect: `$${name}_port`,
    magic: { conduitName: name },
    bgp: { customerAsn: 65_010, md5Key },
    // The provider sets the mode after it creates the session, so the state stores the failure.
    bgpMode: "advertise_only",
  },
});
const google = ({ name, id }: TestAccount, pairingKey: string): Declaration => ({
  type: "Interconnect",
  name: `${name}_port`,
  args: { accountId: id, pairingKey, bandwidth: "1G", waitFor: "ordered" },
});
const port = (account: TestAccount): Declaration => {
  const declared = declarePort(account);
  return { ...declared, args: { ...declared.args, waitFor: "ordered" } };
};

const SPELT = Object.entries(SPELLINGS);
const ROWS: Row[] = [
  ...SPELT.map(([spelling, spell]) => ({
    title: `the API token ${spelling}`,
    secret: TOKEN,
    echo: spell(TOKEN),
    failing: ({ name }: TestAccount) => `${name}_port`,
    declared: (account: TestAccount) => [port(account)],
    fault: STATUS,
  })),
  ...SPELT.map(([spelling, spell], at) => {
    const secret = `M${at}d5&key/with<every>sign%${at}`;
    return {
      title: `the MD5 key ${spelling}`,
      secret,
      echo: spell(secret),
      failing: ({ name }: TestAccount) => `${name}_session`,
      declared: (account: TestAccount) => [port(account), session(account, secret)],
      fault: { method: "PUT", path: "^/cni/cnis" },
    };
  }),
  ...SPELT.map(([spelling, spell], at) => {
    const secret = `7e5137${10 + at}-72a3-40b5-b844-2e3efefaee59/us-east4/1`;
    return {
      title: `the pairing key ${spelling}`,
      secret,
      echo: spell(secret),
      failing: ({ name }: TestAccount) => `${name}_port`,
      declared: (account: TestAccount) => [google(account, secret)],
      fault: STATUS,
    };
  }),
  ...Object.entries(OLDER_SPELLINGS).map(([spelling, spell]) => {
    const secret = "Older-key-of-somebody";
    return {
      title: `an older MD5 key ${spelling}`,
      secret,
      echo: spell(secret),
      failing: ({ name }: TestAccount) => `${name}_session`,
      declared: (account: TestAccount) => [port(account), session(account, "the key of now")],
      fault: { method: "PUT", path: "^/cni/cnis" },
    };
  }),
];

const PLACES = ["error message", "state", "output", "verbose log"] as const;
/** Lines of the engine's own log, which contains every secret that passes through the engine. */
const ENGINE_LOG = /^\{"time":.*"v":\d+\}$/gm;

let testStack: TestStack;
let accountOf: (title: string) => TestAccount;
const shown = new Map<string, Record<(typeof PLACES)[number], string>>();
beforeAll(async () => {
  const titles = ROWS.map(({ title }) => title);
  ({ testStack, accountOf } = await openTestAccounts(titles, { token: TOKEN }));
  for (const { title, echo, fault } of ROWS) {
    await testStack.simulator.control.addFault({
      ...fault,
      account: accountOf(title).id,
      times: 999,
      respond: {
        status: 409,
        body: { errors: [{ code: 1000, message: `refused: ${echo} here` }] },
      },
    });
  }
  const program = declare(...ROWS.flatMap(({ title, declared }) => declared(accountOf(title))));
  const all = { args: ["--continue-on-error"], expectExitCode: "any" as const };
  const up = await testStack.stack.up({ ...program, ...all });
  const { resources } = await testStack.stack.state();
  const verbose = await testStack.stack.pulumi(
    ["up", "--yes", "--skip-preview", "--continue-on-error", "-v=9", "--logtostderr"],
    { ...program, expectExitCode: "any" },
  );
  // Separate streams, because in combined output one stream can interrupt a line of the other.
  const log = verbose.stdout + verbose.stderr.replace(ENGINE_LOG, "");
  for (const row of ROWS) {
    const failing = row.failing(accountOf(row.title));
    const state = resources.find(({ urn }) => urn.endsWith(`::${failing}`));
    shown.set(row.title, {
      "error message": errorsOf(failing, up.all).join("\n"),
      // Contains the error messages a second time, to search them without the escapes of the outer JSON.
      state: `${JSON.stringify(state)}\n${JSON.stringify(state?.initErrors)}`,
      output: up.all,
      "verbose log": log,
    });
  }
});
afterAll(() => testStack?.close());

const TABLE = PLACES.flatMap((place) => ROWS.map((row) => ({ place, ...row })));

describe("redaction", () => {
  it.each(TABLE)("removes $title from the $place", ({ title, place, secret, echo }) => {
    const text = shown.get(title)?.[place] ?? "";
    // The output must show the response, but not the secret.
    expect(text).toMatch(/refused: .*\[secret\]/);
    const found = [echo, secret, json(echo), secret.slice(0, 6), secret.slice(-6)].filter((part) =>
      text.includes(part),
    );
    expect(found).toEqual([]);
  });
});
