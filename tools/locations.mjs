// @ts-check
// Writes Cloudflare's published list of interconnect locations for the provider and the simulator. Usage:
// `node tools/locations.mjs <file> <date>`. The file is JSON with one object in `locations` for each row of
// Cloudflare's table. The object has `region`, `metro`, `city`, `facility` and `dataplanes`. For each of the
// dataplanes v1 and v2, `offered` says whether it is available, and `availabilityDomain` is the number of devices,
// or null if the table has only a tick.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const PROVIDER = fileURLToPath(
  new URL("../provider/src/domain/locations.data.ts", import.meta.url),
);
const SIMULATOR = fileURLToPath(new URL("../simulator/data/locations.json", import.meta.url));

/** @typedef {{ offered: boolean, availabilityDomain: number | null }} Cell */
/** @typedef {{ region: string, metro: string, city: string, facility: string, dataplanes: { v1: Cell, v2: Cell } }} Row */
/** @typedef {{ site: string, facility: string }} Known */

const [file, date] = process.argv.slice(2);
if (file === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(date ?? "")) {
  console.error("Usage: node tools/locations.mjs <locations.json> <date of the list, YYYY-MM-DD>");
  process.exit(1);
}
/** @type {{ locations: Row[] }} */
const { locations } = JSON.parse(readFileSync(file, "utf8"));
const rows = locations.toSorted(
  (one, other) => compare(one.metro, other.metro) || compare(one.facility, other.facility),
);
writeProvider();
writeSimulator();

function writeProvider() {
  const text = readFileSync(PROVIDER, "utf8");
  const lines = rows.map(({ metro, city, facility, dataplanes: { v1, v2 } }) => {
    const texts = [metro, city, facility].map((value) => JSON.stringify(value));
    return `  [${[...texts, devices(v1), devices(v2)].join(", ")}],\n`;
  });
  const dated = text.replace(/(LOCATIONS_AS_OF = )".*"/, `$1"${date}"`);
  const start = dated.indexOf("[\n", dated.indexOf("LOCATION_ROWS")) + 2;
  const end = dated.indexOf("];", start);
  writeFileSync(PROVIDER, dated.slice(0, start) + lines.join("") + dated.slice(end));
}

/** Writes the simulator's list. Known facilities keep their site names, which the simulator invented. */
function writeSimulator() {
  /** @type {{ facilities: Known[] }} */
  const { facilities: known } = JSON.parse(readFileSync(SIMULATOR, "utf8"));
  const used = new Set(known.map(({ site }) => site));
  const facilities = rows
    .filter(({ dataplanes }) => dataplanes.v2.offered)
    .map(({ facility, city, metro, region, dataplanes }) => ({
      site: known.find((one) => one.facility === facility)?.site ?? freshSite(metro, used),
      facility,
      city,
      metro,
      region,
      devices: dataplanes.v2.availabilityDomain,
    }))
    .toSorted((one, other) => compare(one.site, other.site));
  const source = `Facilities with dataplane v2 in Cloudflare's list of locations of ${date}. The number of devices is null if the list does not give it. The site names are invented for the simulator.`;
  writeFileSync(SIMULATOR, `${JSON.stringify({ source, facilities }, null, 2)}\n`);
}

/** @param {string} metro @param {Set<string>} used */
function freshSite(metro, used) {
  const letter = [..."abcdefghijklmnopqrstuvwxyz"].find(
    (one) => !used.has(`${metro.toLowerCase()}-${one}`),
  );
  const site = `${metro.toLowerCase()}-${letter}`;
  used.add(site);
  return site;
}

/** @param {Cell} cell */
function devices({ offered, availabilityDomain }) {
  return offered ? (availabilityDomain ?? '"?"') : 0;
}

/** @param {string} one @param {string} other */
function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}
