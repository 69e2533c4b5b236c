/** What the exporter watches: the account, or the ports of a stack or of a design. */
import type { AccountApi } from "../../../api/account";
import { isOnPort } from "../../../domain/ids";
import type { CniObject, InterconnectObject } from "../../../domain/objects";
import type { Design } from "../../../topology";
import { type AccountPort, stateIn } from "../../account-objects";
import { readDeclaredDesigns } from "../../design-files";
import { designOfAccount } from "../../design-of-account";
import { designsOfStack, withLinkStates } from "../../design-of-stack";
import { applyDesignOptions } from "../../design-options";
import { chooseDesigns, type DesignCommandOptions, readRouting } from "../../designs";

export interface Subject {
  /** Names of the ports; every port of the account if absent. */
  ports?: ReadonlySet<string>;
  /** Sessions of the account, to find the port of a measured tunnel. */
  cnis: readonly CniObject[];
  /** Designs with the link states of now. */
  designs(ports: readonly AccountPort[]): Design[];
}

export interface SubjectOptions extends DesignCommandOptions {
  /** File with a design, instead of the stack's own. */
  design?: string;
}

/** Reads what changes rarely: the stack or the design, or the account's sessions, routes, health checks and notifications. */
export async function readSubject(api: AccountApi, options: SubjectOptions): Promise<Subject> {
  const declared = await readDeclaredDesigns(options, designsOfStack);
  const choose = (designs: readonly Design[]) =>
    chooseDesigns(designs, options).map((design) => applyDesignOptions(design, options));
  if (declared === undefined) {
    const [cnis, routing] = await Promise.all([api.cnis.list(), readRouting(api)]);
    const { account } = api;
    return {
      cnis,
      designs: (ports) => choose([designOfAccount({ account, ports, cnis }, routing)]),
    };
  }
  const designs = choose(declared);
  return {
    ports: new Set(
      designs.flatMap(({ ports }) => ports.flatMap(({ interconnect }) => interconnect ?? [])),
    ),
    cnis: await api.cnis.list(),
    designs: (ports) => designs.map((design) => withLinkStates(design, stateIn(ports))),
  };
}

/** Port and session by the name under which Cloudflare measures the session. */
export function sessionsByTunnel(
  { cnis }: Subject,
  ports: readonly InterconnectObject[],
): Map<string, { port: string; session: string }> {
  return new Map(
    cnis.flatMap((cni) => {
      const port = ports.find((one) => isOnPort(cni, one));
      const session = cni.magic.conduitName;
      return port === undefined ? [] : [[session, { port: port.name, session }]];
    }),
  );
}
