/** Generates the program that adopts the objects of an account. */

import { isOnPort } from "../../../domain/ids";
import type { CniObject, InterconnectObject } from "../../../domain/objects";
import { isInert } from "../../../domain/outside-text";
import { returnsMd5Keys } from "../../account-objects";
import { commented, quoted } from "../../generated/literals";
import { createUniqueNames, resourceName, variableName } from "../../generated/names";

export interface Adoptable {
  ports: readonly InterconnectObject[];
  cnis: readonly CniObject[];
  /** The account's default ASN, `undefined` if it was never set. */
  defaultAsn?: number;
}

/** Resource of the program and the object that it adopts. */
export interface Adopted {
  resource: string;
  type: "Interconnect" | "CniBgpSession" | "CniSettings";
  /** Cloudflare's name or ID; for settings, the account ID. */
  id: string;
  /** Reason why the program contains the resource only as a comment. */
  todo?: string;
}

/** MD5 key that the stack's configuration must contain. */
export interface NeededSecret {
  key: string;
  session: string;
  /** The key, which is never written to a file. */
  value: string;
}

export interface GeneratedProgram {
  text: string;
  mapping: readonly Adopted[];
  secrets: readonly NeededSecret[];
}

/** Whether `CniSettings` accepts the ASN. */
const isDeclarable = (asn: number) => asn === 13_335 || (asn >= 64_512 && asn <= 65_534);

export function generateProgram(account: string, present: Adoptable): GeneratedProgram {
  const mapping: Adopted[] = [];
  const secrets: NeededSecret[] = [];
  const variables = new Map<InterconnectObject, string>();
  const variable = createUniqueNames();
  const returnsKeys = returnsMd5Keys(present.cnis);
  const portName = createUniqueNames();
  const sessionName = createUniqueNames();
  const secretName = createUniqueNames();

  function portBlock(port: InterconnectObject): string {
    const resource = portName(resourceName(port.name));
    const todo = todoFor(port);
    mapping.push({ resource, type: "Interconnect", id: port.name, ...(todo && { todo }) });
    const name = variable(variableName(port.name));
    const head = `const ${name} = new cni.Interconnect`;
    if (todo === undefined) {
      variables.set(port, name);
      return declaration(head, resource, portArgs(port));
    }
    const key = `${name}PairingKey`;
    const isGoogle = port.type !== "direct";
    const args = isGoogle
      ? [
          `pairingKey: config.requireSecret(${quoted(key)})`,
          `bandwidth: ${quoted(port.speed ?? "TODO")}`,
        ]
      : ['slotId: "TODO"'];
    const block = declaration(head, resource, [...args, `adopt: ${quoted(port.name)}`]);
    return [
      `// TODO: ${todo}${isGoogle ? ":" : "."}`,
      ...(isGoogle ? [`//   pulumi config set --secret ${key}`] : []),
      ...block.split("\n").map((line) => `// ${line}`),
    ].join("\n");
  }

  function sessionBlock(cni: CniObject): string {
    const { conduitName, description, mtu } = cni.magic;
    const resource = sessionName(resourceName(conduitName));
    if (!isInert(conduitName)) {
      // The program would have to declare the exact name, which Pulumi prints.
      const todo = `the conduit name ${quoted(conduitName)} contains characters that control a terminal or the Pulumi engine: rename the conduit, then run adopt again`;
      mapping.push({ resource, type: "CniBgpSession", id: cni.id, todo });
      return `// TODO: ${todo}`;
    }
    mapping.push({ resource, type: "CniBgpSession", id: cni.id });
    const port = present.ports.find((port) => isOnPort(cni, port));
    const carrier = (port && variables.get(port)) ?? quoted(port?.name ?? cni.interconnect);
    const magic = `magic: { conduitName: ${quoted(conduitName)}, description: ${quoted(description)}, mtu: ${mtu} }`;
    const args = [
      `interconnect: ${carrier}`,
      magic,
      ...bgpOf(cni, resource),
      ...(cni.bgpMode === undefined ? [] : [`bgpMode: ${quoted(cni.bgpMode)}`]),
      "adopt: true",
    ];
    return declaration("new cni.CniBgpSession", resource, args);
  }

  function bgpOf({ bgp, magic }: CniObject, resource: string): string[] {
    if (bgp === undefined) return [];
    const fields = [
      `customerAsn: ${bgp.customerAsn}`,
      `extraPrefixes: [${bgp.extraPrefixes.map(quoted).join(", ")}]`,
    ];
    const key = secretName(`${variableName(resource)}Md5Key`);
    const wanted = `md5Key: config.requireSecret(${quoted(key)})`;
    if (bgp.md5Key) {
      secrets.push({ key, session: magic.conduitName, value: bgp.md5Key });
      fields.push(wanted);
    } else if (!returnsKeys) {
      fields.push(`/* TODO: the API does not report whether there is a key: ${wanted} */`);
    }
    return [`bgp: { ${fields.join(", ")} }`];
  }

  const ports = present.ports.map(portBlock);
  const sessions = present.cnis.map(sessionBlock);
  const settings = settingsBlock(account, present.defaultAsn, mapping);
  const needsConfig = [...ports, ...sessions].some((block) => block.includes("config."));
  const text = [
    header(account, secrets),
    ...(needsConfig ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    'import * as cni from "pulumi-cloudflare-cni";',
    "",
    ...(needsConfig ? ["const config = new pulumi.Config();", ""] : []),
    [...ports, ...sessions, ...settings].join("\n\n"),
    "",
  ].join("\n");
  return { text, mapping, secrets };
}

function header(account: string, secrets: readonly NeededSecret[]): string {
  const lines = [
    `Adopts the objects of account ${account} without changing them.`,
    "Generated by `npx pulumi-cloudflare-cni adopt`. After the first `pulumi up`, remove every `adopt`.",
    ...(secrets.length > 0
      ? [
          "",
          "The program reads MD5 keys from the configuration (`npx pulumi-cloudflare-cni adopt --set-keys` sets them):",
        ]
      : []),
    ...secrets.map(
      ({ key, session }) => `  pulumi config set --secret ${key}   # session ${quoted(session)}`,
    ),
  ];
  return ["/**", ...lines.map((line) => ` * ${commented(line)}`.trimEnd()), " */"].join("\n");
}

/** Describes what a person must add before the port can be declared. */
function todoFor({ type, slotId, facility, site }: InterconnectObject): string | undefined {
  if (type !== "direct") {
    return "the API does not return the pairing key of a Google port: set the key, then uncomment the resource";
  }
  return slotId === undefined && facility === undefined && site === undefined
    ? "the API reports neither the slot nor the location of the port: ask Cloudflare's account team for the slot, then set slotId and uncomment the resource"
    : undefined;
}

function portArgs(port: InterconnectObject): string[] {
  if (port.slotId !== undefined) return [`slotId: ${quoted(port.slotId)}`, "adopt: true"];
  const slot = [
    port.facility && `facility: ${quoted(port.facility.name)}`,
    port.site && `site: ${quoted(port.site)}`,
    port.speed && `speed: ${quoted(port.speed)}`,
  ].filter(Boolean);
  return [`slot: { ${slot.join(", ")} }`, `adopt: ${quoted(port.name)}`];
}

function settingsBlock(account: string, asn: number | undefined, mapping: Adopted[]): string[] {
  if (asn === undefined) return [];
  if (!isDeclarable(asn))
    return [`// The account's default ASN is ${asn}, which cannot be declared.`];
  mapping.push({ resource: "settings", type: "CniSettings", id: account });
  return [`new cni.CniSettings("settings", { defaultAsn: ${asn} });`];
}

/** Declares a protected resource, because ports and sessions carry traffic. */
function declaration(head: string, resource: string, args: readonly string[]): string {
  const lines = args.map((arg) => `  ${arg},`);
  return [`${head}(${quoted(resource)}, {`, ...lines, "}, { protect: true });"].join("\n");
}
