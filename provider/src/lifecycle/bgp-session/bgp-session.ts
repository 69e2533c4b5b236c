/** Lifecycle of a `CniBgpSession`. The resource manages a CNI with its layer 3 and BGP settings. */

import { z } from "zod";
import type { AccountApi } from "../../api/account";
import { CniError, messageOf } from "../../domain/errors";
import { isOnPort } from "../../domain/ids";
import type { BgpSettings, CniObject, MagicConduit } from "../../domain/objects";
import type { Context } from "../../run/context";
import { createOnce } from "../../run/create-once";
import { deleteUnlessGone } from "../../run/delete";
import { describeRecovery } from "../../run/journal";
import { hasUnknown, isUnknown, type Props, secret } from "../../run/property-values";
import { describeExistingObject } from "../existing-object";
import { FIRST_LOOK_AGE, findWinner, mayExist } from "../first-look";
import { referencesAnother } from "../interconnect/reference";
import type { Lifecycle } from "../lifecycle";
import {
  completeSession,
  isSameBgp,
  isSameMagic,
  SESSION_SECRETS,
  type SessionInputs,
  sessionSchema,
  toSettings,
} from "./inputs";
import { explainMissingObject } from "./missing-object";

export const cniBgpSession: Lifecycle<SessionInputs> = {
  owns: "session",
  schema: sessionSchema,
  secrets: SESSION_SECRETS,
  complete: completeSession,
  parse: (declared) => sessionSchema.parse(declared),

  diff(state, declared, { siblings }) {
    siblings.heardOf(state.accountId, state.cniId);
    const replaces = referencesAnother(state, declared) ? ["interconnect"] : [];
    const unknown = ["interconnect", "magic", "bgp", "bgpMode"].some((key) =>
      hasUnknown(declared[key]),
    );
    const isSame = matchesDeclaration(parseSettings(state), parseSettings(declared));
    const changes = unknown || replaces.length > 0 || !isSame;
    return { changes, replaces };
  },

  // Conduit names are unique in an account. A name that is still unknown may turn out to be the same name.
  needsPlaceOf(state, declared) {
    const name = parseSettings(declared).magic?.conduitName;
    return (
      name === undefined || isUnknown(name) || name === parseSettings(state).magic?.conduitName
    );
  },

  async create(inputs, context) {
    const { api } = context;
    const created = await explainMissingObject(api, inputs, () => createOrAdopt(context, inputs));
    context.run.siblings.heardOf(api.account, created.id);
    if (matchesDeclaration({ ...created, bgp: resolveBgp(created, inputs) }, inputs)) {
      return { id: created.id, outputs: toOutputs(created, inputs) };
    }
    try {
      // The API does not accept `bgpMode` on create, and every setting of an adopted session may differ from the
      // declaration.
      const updated = await api.cnis.update(created.id, toSettings(inputs));
      return { id: updated.id, outputs: toOutputs(updated, inputs) };
    } catch (error) {
      const reason = messageOf(error);
      return {
        id: created.id,
        outputs: toOutputs(created, inputs),
        unfinished: `Session ${created.id} exists, but its settings could not be updated: ${reason}`,
      };
    }
  },

  async read(id, state, { api }) {
    const present = await api.cnis.find(id, { refresh: true });
    if (present === undefined) return undefined;
    return {
      id,
      outputs: {
        // The API may return the port's reservation ID instead of its name. A session cannot move to another port, so
        // the name in the state is still correct.
        interconnect: state.interconnect ?? present.interconnect,
        ...toOutputs(present, parseSettings(state)),
      },
      // If BGP was added in the dashboard, the next preview must show it as drift.
      undeclared: present.bgp ? ["bgp"] : [],
    };
  },

  importedInputs: ({ interconnect, magic, bgp, bgpMode }) => ({
    interconnect,
    magic,
    bgp,
    bgpMode,
  }),

  async update(id, _state, inputs, { api }) {
    const put = () => api.cnis.update(id, toSettings(inputs));
    const updated = await explainMissingObject(api, { ...inputs, id }, put);
    return { id, outputs: toOutputs(updated, inputs) };
  },

  async delete(id, _state, context) {
    const { api } = context;
    await deleteUnlessGone(api.cnis, id, { what: `the session ${id}`, context });
  },
};

async function createOrAdopt(context: Context, inputs: SessionInputs): Promise<CniObject> {
  const { api } = context;
  const { conduitName } = inputs.magic;
  const key = `conduit:${inputs.interconnect}/${conduitName}`;
  const isNamed = (cni: CniObject) => cni.magic.conduitName === conduitName;
  const find = async () => (await api.cnis.list()).filter(isNamed);

  if (await mayExist(context, () => api.cnis.listWithin(FIRST_LOOK_AGE), isNamed)) {
    const [present] = await find();
    if (present !== undefined) return adopt(context, inputs, present, key);
  }
  try {
    const { object } = await createOnce(context, {
      key,
      send: () => api.cnis.create(inputs.interconnect, toSettings(inputs)),
      find,
      idOf: ({ id }) => id,
      event: "the session was created",
      nextRun: "creates the session. If the session exists by then, set `adopt: true` once.",
      nothing: "The API lists no session with this conduit name, so nothing was created.",
      several: (cnis) =>
        `The API lists several sessions with this conduit name (CNIs ${cnis.map(({ id }) => id).join(", ")}), although conduit names must be unique. Contact Cloudflare Support before you run the command again.`,
    });
    return object;
  } catch (error) {
    const winner = await findWinner(error, find);
    if (winner === undefined) throw error;
    return adopt(context, inputs, winner, key);
  }
}

/**
 * Adopts an existing session, or recovers a session that a killed run created. Throws a `CniError` if neither is
 * permitted.
 */
async function adopt(
  context: Context,
  inputs: SessionInputs,
  present: CniObject,
  key: string,
): Promise<CniObject> {
  const { api, journal, inform, urn } = context;
  const { interconnect, magic } = inputs;
  if (!(await isOnInterconnect(api, present, interconnect))) {
    throw new CniError(
      `Conduit "${magic.conduitName}" already exists on interconnect ${present.interconnect} (CNI ${present.id}). Conduit names are unique in an account. Choose another conduitName.`,
    );
  }
  const unsaved = (await journal.unsaved()).find((order) => order.key === key);
  const isOrdered = unsaved !== undefined && (unsaved.id ?? present.id) === present.id;
  const isRecovered = isOrdered && !unsaved.returned && !inputs.adopt;
  if (!inputs.adopt && !isRecovered) {
    throw new CniError(
      describeExistingObject({
        conflict: `Interconnect ${interconnect} already has conduit "${magic.conduitName}" (CNI ${present.id}).`,
        urn,
        object: "session",
        adoptSetting: "`adopt: true`",
        alternative: "choose another conduitName",
        loss: "the session until it is created again, and its addresses",
        ownOrder: isOrdered ? unsaved : undefined,
      }),
    );
  }
  context.run.siblings.refuse(api.account, present.id);
  await context.claim(present.id);
  inform(
    isRecovered
      ? describeRecovery(`session ${present.id}`, unsaved)
      : describeAdoption(present, inputs),
  );
  return present;
}

/** Describes what the declaration changes in an adopted session. Does not print MD5 keys. */
function describeAdoption(present: CniObject, declared: Settings): string {
  const presentBgp = resolveBgp(present, declared);
  const of = ({ magic, bgp, bgpMode }: Settings) => ({
    "magic.description": magic?.description,
    "magic.mtu": magic?.mtu,
    "bgp.customerAsn": bgp?.customerAsn,
    "bgp.extraPrefixes": bgp?.extraPrefixes,
    bgpMode: declared.bgpMode === undefined ? undefined : bgpMode,
  });
  const now: Record<string, unknown> = of({ ...present, bgp: presentBgp });
  const changes = Object.entries(of(declared))
    .map(([key, wanted]) => [key, JSON.stringify(now[key]), JSON.stringify(wanted)])
    .filter(([, is, wanted]) => is !== wanted)
    .map(([key, is = "unset", wanted = "unset"]) => `${key} from ${is} to ${wanted}`);
  if (presentBgp?.md5Key !== declared.bgp?.md5Key) changes.push("bgp.md5Key");
  return changes.length > 0
    ? `Adopted session ${present.id}. Changing ${changes.join(", ")}.`
    : `Adopted session ${present.id} without changes.`;
}

/** Whether a CNI belongs to an interconnect. The API may identify the interconnect by its reservation ID. */
async function isOnInterconnect(
  api: AccountApi,
  cni: CniObject,
  interconnect: string,
): Promise<boolean> {
  if (cni.interconnect === interconnect) return true;
  const port = await api.interconnects.find(interconnect);
  return port !== undefined && isOnPort(cni, port);
}

interface Settings {
  magic?: MagicConduit;
  bgp?: BgpSettings;
  bgpMode?: string;
}

/** Whether the present settings equal the declared ones. If the program omits `bgpMode`, any mode is accepted. */
function matchesDeclaration(present: Settings, declared: Settings): boolean {
  return (
    present.magic !== undefined &&
    declared.magic !== undefined &&
    isSameMagic(present.magic, declared.magic) &&
    isSameBgp(present.bgp, declared.bgp) &&
    (declared.bgpMode === undefined || declared.bgpMode === present.bgpMode)
  );
}

const present = {
  magic: z.object({ conduitName: z.string(), description: z.string(), mtu: z.number() }),
  bgp: z.object({
    customerAsn: z.number(),
    extraPrefixes: z.array(z.string()),
    md5Key: z.string().optional(),
  }),
};

/**
 * Reads the settings of a state or a declaration without validating them. Values that were set in the dashboard may
 * break the rules for programs, but they must still appear as drift.
 */
function parseSettings(props: Props): Settings {
  return {
    magic: present.magic.safeParse(props.magic).data,
    bgp: present.bgp.safeParse(props.bgp).data,
    bgpMode: typeof props.bgpMode === "string" ? props.bgpMode : undefined,
  };
}

/** Returns the present BGP settings. If the API does not return the MD5 key, the declared key is filled in. */
function resolveBgp(cni: CniObject, declared: Settings): BgpSettings | undefined {
  if (cni.bgp === undefined) return undefined;
  const { md5Key } = cni.bgp;
  return {
    ...cni.bgp,
    md5Key: md5Key === undefined ? declared.bgp?.md5Key : (md5Key ?? undefined),
  };
}

/**
 * Converts a CNI to outputs. If its BGP settings match the declared ones, the outputs keep them exactly as declared,
 * so that a different order of prefixes never appears as drift.
 */
function toOutputs(cni: CniObject, declared: Settings): Props {
  const presentBgp = resolveBgp(cni, declared);
  const bgp = isSameBgp(presentBgp, declared.bgp) ? declared.bgp : presentBgp;
  return {
    cniId: cni.id,
    customerIp: cni.customerIp,
    cloudflareIp: cni.cloudflareIp,
    magic: cni.magic,
    bgp: bgp && { ...bgp, md5Key: bgp.md5Key ? secret(bgp.md5Key) : undefined },
    bgpMode: cni.bgpMode ?? declared.bgpMode,
  };
}
