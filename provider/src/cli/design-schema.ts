/** Parts of a design as JSON, such as an output of a stack whose program builds its own design. */
import { z } from "zod";
import { Intent } from "../domain/values";

/** Absent values of a stack's output are null. */
function optional<Value>(value: z.ZodType<Value>) {
  return value
    .nullish()
    .transform((known) => known ?? undefined)
    .optional();
}

const text = optional(z.string());
const number = optional(z.number());

export const customerEnd = optional(
  z.looseObject({
    router: z.string(),
    port: text,
    cage: text,
    panel: text,
    panelPort: text,
    site: text,
    power: text,
    duct: text,
  }),
);

const port = z.looseObject({
  name: z.string(),
  interconnect: text,
  kind: optional(z.enum(["direct", "gcp_partner", "partner", "aws_dedicated", "aws_hosted"])),
  dataplane: optional(z.enum(["v1", "v2"])),
  speed: number,
  facility: text,
  address: optional(z.array(z.string())),
  site: text,
  metro: text,
  device: text,
  distanceKm: number,
  customer: customerEnd,
  state: text,
});

const session = z.looseObject({
  name: z.string(),
  port: z.string(),
  prefixes: optional(z.array(z.string())),
});

export const designSchema = z.looseObject({
  name: z.string(),
  intent: z.enum(Intent),
  ports: z.array(port),
  sessions: z.array(session),
});
