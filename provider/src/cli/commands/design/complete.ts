/** Completes what the options leave open: by questions on a terminal, otherwise by an error that names the options. */
import { INTENTS, type Intent } from "../../../topology";
import { usageError } from "../../cli-error";
import { backup, gbps } from "../../design-options";
import type { Questions } from "../../questions";
import { type DesignCommandOptions, place, routers } from "./options";

export type CompleteOptions = DesignCommandOptions & { intent: Intent };

interface Missing {
  option: string;
  /** What to set it to. */
  advice: string;
}

/** Options that are required but not set. */
export function missingOptions({
  intent,
  near,
  facilities,
  customerRouters,
}: DesignCommandOptions): Missing[] {
  return [
    ...(intent === undefined
      ? [{ option: "--intent", advice: `one of ${INTENTS.join(", ")}` }]
      : []),
    ...(near.length === 0 && facilities.length === 0
      ? [
          {
            option: "--near",
            advice: "a city, an airport code or coordinates, or use --facilities",
          },
        ]
      : []),
    ...(customerRouters.length === 0 && intent !== "single"
      ? [{ option: "--customer-routers", advice: "the names of your routers, or their number" }]
      : []),
  ];
}

/** Throws if an option is missing. */
export function requireOptions(options: DesignCommandOptions): CompleteOptions {
  const missing = missingOptions(options);
  const { intent } = options;
  if (missing.length > 0 || intent === undefined) {
    throw usageError(
      missing.map(({ option, advice }) => `${option} is required. Set it to ${advice}.`).join(" "),
    );
  }
  return { ...options, intent };
}

/** Asks for what is missing, and for the demand and the backup if they are not set. */
export async function askForOptions(
  options: DesignCommandOptions,
  questions: Questions,
): Promise<CompleteOptions> {
  const { demandToCustomer, demandToCloudflare } = options;
  const hasDemand = demandToCustomer !== undefined || demandToCloudflare !== undefined;
  const intent =
    options.intent ??
    (await questions.askUntilValid(
      `What must the ports survive? (${INTENTS.join(", ")})`,
      toIntent,
    ));
  const near =
    options.near.length > 0 || options.facilities.length > 0
      ? options.near
      : await questions.askUntilValid(
          "Near which places? (cities, airport codes or coordinates, separated by semicolons)",
          toPlaces,
        );
  const customerRouters =
    options.customerRouters.length > 0
      ? options.customerRouters
      : await questions.askUntilValid(
          "On which of your routers do the ports end? (names separated by commas, or their number)",
          routers,
        );
  const demand = hasDemand
    ? { demandToCustomer, demandToCloudflare }
    : {
        demandToCustomer: await questions.askUntilValid(
          "How many Gbps must get through to you? (empty: no demand)",
          optional(gbps),
        ),
        demandToCloudflare: await questions.askUntilValid(
          "How many Gbps must get through to Cloudflare? (empty: no demand)",
          optional(gbps),
        ),
      };
  const ownBackup =
    options.backup ??
    (await questions.askUntilValid(
      "Which path works without interconnects? (internet or tunnel, with its Gbps such as internet:10, or none:<reason>; empty: internet)",
      optional(backup),
    ));
  return { ...options, ...demand, intent, near, customerRouters, backup: ownBackup };
}

function toIntent(answer: string): Intent {
  const intent = INTENTS.find((one) => one === answer);
  if (intent === undefined) throw usageError(`Choose one of ${INTENTS.join(", ")}.`);
  return intent;
}

function toPlaces(answer: string) {
  const texts = answer.split(";").filter((text) => text.trim() !== "");
  if (texts.length === 0) throw usageError("Name at least one place.");
  return texts.reduce<ReturnType<typeof place>>((before, text) => place(text, before), []);
}

function optional<Value>(parse: (text: string) => Value): (text: string) => Value | undefined {
  return (text) => (text === "" ? undefined : parse(text));
}
