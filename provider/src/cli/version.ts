import { z } from "zod";

/** Version of this package. */
export function ownVersion(): string {
  return z.object({ version: z.string() }).parse(require("../../package.json")).version;
}
