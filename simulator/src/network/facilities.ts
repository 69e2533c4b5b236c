import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Facility = z.object({
  site: z.string(),
  facility: z.string(),
  city: z.string(),
  metro: z.string(),
  region: z.string(),
  /** Number of devices; null if Cloudflare does not publish it. */
  devices: z.union([z.literal(1), z.literal(2), z.null()]),
});

export type Facility = z.infer<typeof Facility>;

/** Reads the facilities where Cloudflare offers CNI on dataplane v2. */
export function readFacilities(): Facility[] {
  const file = join(__dirname, "..", "..", "data", "locations.json");
  return z.object({ facilities: z.array(Facility) }).parse(JSON.parse(readFileSync(file, "utf8")))
    .facilities;
}
