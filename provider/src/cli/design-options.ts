/** Options for the parts of a design that neither the API nor a state contains. */
import { InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { parseDuration } from "../domain/duration";
import { isObject } from "../domain/is-object";
import { parsePercentage } from "../domain/percentage";
import { MaintenanceAlert, type MaintenanceNotification, UseCase } from "../domain/values";
import { type Assumptions, type Backup, type Design, INTENTS, type Intent } from "../topology";
import { ASSUMPTION_KEYS } from "../topology/assumed-failures";
import { usageError } from "./cli-error";
import { duration } from "./durations";

/** What a design must achieve, and what it relies on. */
const TIMES = ["probeInterval", "probeTimeout", "customerConvergence"] as const;
const KINDS = Object.values(ASSUMPTION_KEYS);

export interface RequirementOptions {
  intent?: Intent;
  demandToCustomer?: number;
  demandToCloudflare?: number;
  useCase?: UseCase;
  maxOutage?: string;
  assume?: Assumptions;
  backup?: Backup;
  maintenanceNotification?: MaintenanceNotification[];
}

export interface DesignOptions extends RequirementOptions {
  availability?: string;
  localPreference: ReadonlyMap<string, number>;
}

export function designOptions(): Option[] {
  return [
    ...requirementOptions(),
    new Option(
      "--availability <percentage>",
      "Part of a year in which the interconnects must carry the demand, by the assumptions",
    ).argParser(availability),
    new Option(
      "--local-preference <session=number>",
      "Local preference of a session on your side; repeatable",
    )
      .argParser(preference)
      .default(new Map(), "none"),
  ];
}

export function requirementOptions(): Option[] {
  return [
    new Option("--intent <intent>", "Intent: what the ports must survive").choices(INTENTS),
    new Option("--demand-to-customer <Gbps>", "Demand that must get through to you").argParser(
      gbps,
    ),
    new Option(
      "--demand-to-cloudflare <Gbps>",
      "Demand that must get through to Cloudflare",
    ).argParser(gbps),
    new Option("--use-case <use case>", "Use case of the ports").choices(Object.values(UseCase)),
    new Option("--max-outage <duration>", "Longest outage under any single failure").argParser(
      maxOutage,
    ),
    new Option(
      "--assume <name=value>",
      "Assumption for --max-outage, such as probeInterval=1s, or about failures, such as port=2y/4h; repeatable",
    ).argParser(assume),
    new Option(
      "--backup <kind>",
      "Path without interconnects: internet or tunnel, with :<Gbps> for its capacity, or none:<reason>",
    ).argParser(backup),
    new Option(
      "--maintenance-notification <type[=codes]>",
      "Alert type of a notification policy for maintenance, with airport codes; repeatable",
    ).argParser(maintenanceNotification),
  ];
}

const assumptionsSchema = z.custom<Assumptions>(isObject);
const backupSchema = z.custom<Backup>((value) => typeof value === "object" && value !== null);

export const requirementFields = {
  intent: z
    .enum(["single", "device-diverse", "site-diverse", "site-and-device-diverse"])
    .optional(),
  demandToCustomer: z.number().optional(),
  demandToCloudflare: z.number().optional(),
  useCase: z.enum(UseCase).optional(),
  maxOutage: z.string().optional(),
  assume: assumptionsSchema.optional(),
  backup: backupSchema.optional(),
  maintenanceNotification: z
    .array(
      z.object({
        alertType: z.enum(MaintenanceAlert),
        airportCodes: z.array(z.string()).optional(),
      }),
    )
    .optional(),
};

export const designFields = {
  ...requirementFields,
  availability: z.string().optional(),
  localPreference: z.map(z.string(), z.number()),
};

/** Overrides parts of a design with options. Throws if an option names an unknown session. */
export function applyDesignOptions(design: Design, options: DesignOptions): Design {
  const { demandToCustomer: toCustomer, demandToCloudflare: toCloudflare } = options;
  const isDemanding = toCustomer !== undefined || toCloudflare !== undefined;
  const { localPreference } = options;
  const unknown = [...localPreference.keys()].find(
    (name) => !design.sessions.some((session) => session.name === name),
  );
  if (unknown !== undefined) {
    const names = design.sessions.map(({ name }) => name).join(", ") || "none";
    throw usageError(
      `--local-preference: session "${unknown}" not found. Choose one of: ${names}.`,
    );
  }
  return {
    ...design,
    intent: options.intent ?? design.intent,
    demand: isDemanding ? { toCustomer, toCloudflare } : design.demand,
    useCase: options.useCase ?? design.useCase,
    maxOutage: options.maxOutage ?? design.maxOutage,
    availability: options.availability ?? design.availability,
    assumptions: options.assume ? { ...design.assumptions, ...options.assume } : design.assumptions,
    backup: options.backup ?? design.backup,
    maintenanceNotification: options.maintenanceNotification ?? design.maintenanceNotification,
    sessions: design.sessions.map((session) => ({
      ...session,
      localPreference: localPreference.get(session.name) ?? session.localPreference,
    })),
  };
}

export function gbps(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0)) {
    throw new InvalidArgumentError("It must be a number of Gbps such as 8 or 0.5.");
  }
  return value;
}

export function maxOutage(text: string): string {
  duration(text);
  return text;
}

/** Reads seconds of a probe or of convergence, or how often a kind of failure happens and how long it lasts. */
function assume(text: string, before: Assumptions = {}): Assumptions {
  const [name, value = ""] = text.split("=");
  const time = TIMES.find((one) => one === name);
  if (time !== undefined) return { ...before, [time]: duration(value) / 1_000 };
  const kind = KINDS.find((one) => one === name);
  const [mtbf = "", mttr = "", ...more] = value.split("/");
  const isRead = [mtbf, mttr].every((one) => parseDuration(one) !== undefined) && more.length === 0;
  if (kind !== undefined && isRead) return { ...before, [kind]: { mtbf, mttr } };
  throw new InvalidArgumentError(
    `It must be <kind>=<mtbf>/<mttr> such as port=2y/4h, or one of ${TIMES.join(", ")} with a duration such as probeInterval=1s. Kinds: ${KINDS.join(", ")}.`,
  );
}

function availability(text: string): string {
  if (parsePercentage(text) !== undefined) return text;
  throw new InvalidArgumentError(
    "It must be a percentage above 0% and below 100%, such as 99.99%.",
  );
}

export function backup(text: string): Backup {
  const [, kind, capacity] = /^(internet|tunnel)(?::(\d+(?:\.\d+)?))?$/.exec(text) ?? [];
  if (kind === "internet" || kind === "tunnel") {
    return { kind, ...(capacity === undefined ? {} : { capacity: Number(capacity) }) };
  }
  const [, reason] = /^none:(.+)$/.exec(text) ?? [];
  if (reason === undefined) {
    throw new InvalidArgumentError(
      "It must be internet or tunnel, with the capacity in Gbps such as internet:10 if you know it, or none:<reason>.",
    );
  }
  return { kind: "none", reason };
}

function maintenanceNotification(
  text: string,
  before: readonly MaintenanceNotification[] = [],
): MaintenanceNotification[] {
  const [type, codes] = text.split("=");
  const alertType = Object.values(MaintenanceAlert).find((one) => one === type);
  if (alertType === undefined) {
    throw new InvalidArgumentError(
      `It must be one of ${Object.values(MaintenanceAlert).join(", ")}, such as maintenance_event_notification=AMS,FRA.`,
    );
  }
  return [...before, { alertType, airportCodes: codes?.split(",") }];
}

function preference(text: string, before: ReadonlyMap<string, number>): Map<string, number> {
  const [, name, value] = /^(.+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined) {
    throw new InvalidArgumentError("It must be <session>=<number>, such as ewr=200.");
  }
  return new Map(before).set(name, Number(value));
}
