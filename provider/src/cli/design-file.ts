/** Design as JSON, such as an output of a stack whose program builds its own design. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { messageOf } from "../domain/errors";
import { Intent } from "../domain/values";
import type { Design } from "../topology";
import { checkValues } from "../topology/check-values";
import { usageError } from "./cli-error";

/** Absent values of a stack's output are null. */
function optional<Value>(value: z.ZodType<Value>) {
  return value
    .nullish()
    .transform((known) => known ?? undefined)
    .optional();
}

const text = optional(z.string());
const number = optional(z.number());

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
  customer: optional(
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
  ),
  state: text,
});

const session = z.looseObject({
  name: z.string(),
  port: z.string(),
  prefixes: optional(z.array(z.string())),
});

const designSchema = z.looseObject({
  name: z.string(),
  intent: z.enum(Intent),
  ports: z.array(port),
  sessions: z.array(session),
});

/** Reads and checks a design. Throws if the file is no design, or has misspelled properties. */
export async function readDesignFile(file: string): Promise<Design> {
  const json = await readFile(file, "utf8")
    .then((text): unknown => JSON.parse(text))
    .catch((error: unknown) => {
      throw usageError(`--design: ${file} cannot be read: ${messageOf(error)}`);
    });
  const parsed = designSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.path.join(".") || "the file";
    throw usageError(`--design: ${file} is not a design: ${path}: ${issue?.message}.`);
  }
  checkValues(parsed.data);
  return parsed.data;
}
