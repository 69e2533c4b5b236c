import { z } from "zod";

/** Of this package. */
export function ownVersion(): string {
  return z.object({ version: z.string() }).parse(require("../../package.json")).version;
}
