import type { Intent, Port } from "./design";
import { fulfils, INTENTS, intentOf } from "./intent";

/** Parses a port from `facility|device|metro|address`. Empty parts are unknown. */
function port(text: string): Port {
  const [facility, device, metro, address] = text.split("|");
  return { name: text, facility, device, metro, address: address ? [address] : undefined };
}

it.each<[Intent | "none", string[]]>([
  ["none", []],
  ["single", ["A|1|EWR|x"]],
  ["single", ["A|1|EWR|x", "A|1|EWR|x"]],
  ["single", ["A|1|EWR|x", "A||EWR|x"]],
  ["single", ["A||EWR|x", "A||EWR|x"]],
  ["single", ["A||EWR|", "B||EWR|y"]],
  ["single", ["A|||", "B|||"]],
  ["single", ["A|||", "B||EWR|"]],
  ["single", ["A||EWR|", "B|||"]],
  ["single", ["||EWR|", "||EWR|"]],
  ["single", ["|||", "|||"]],
  ["single", ["A|1|EWR|1 Main Street", "B||EWR|1 main st."]],
  ["device-diverse", ["A|1|EWR|x", "A|2|EWR|x"]],
  // Two devices without a metro, or in a metro that is not in Cloudflare's list, may share a point of failure.
  ["single", ["|1||", "|2||"]],
  ["single", ["A|1|XXX|x", "A|2|XXX|x"]],
  ["device-diverse", ["A|1|EWR|1 Main Street", "B|2|EWR|1 main st."]],
  ["site-diverse", ["A||EWR|x", "B||EWR|y"]],
  ["site-diverse", ["A||EWR|", "B||AMS|"]],
  ["site-diverse", ["||EWR|", "||AMS|"]],
  ["site-diverse", ["A|1|EWR|x", "A|2|EWR|x", "B|3|AMS|y"]],
  ["site-diverse", ["A|1|EWR|x", "A|2|EWR|x", "B|3|EWR|y", "B|4|EWR|y"]],
  ["site-diverse", ["A|1|EWR|x", "A|2|EWR|x", "B|3|AMS|y", "B||AMS|y"]],
  ["site-and-device-diverse", ["A|1|EWR|x", "A|2|EWR|x", "B|3|AMS|", "B|4|AMS|"]],
  // The third port makes the two facilities one campus, because it has the first facility's name and the second
  // facility's address.
  ["single", ["A||EWR|x", "B||EWR|y", "A||EWR|y"]],
])("intentOf returns %s for the ports %j", (expected, ports) => {
  expect(intentOf(ports.map(port))).toBe(expected);
});

it("intentOf reads the metro from the published facility, or otherwise from the site", () => {
  const ports = [
    { name: "a", facility: "equinix am1" },
    { name: "b", facility: "Some House", site: "fra-a" },
  ];
  expect(intentOf(ports)).toBe("site-diverse");
  expect(intentOf(ports.map((port) => ({ ...port, site: undefined })))).toBe("single");
});

it("an intent fulfils itself and all weaker intents", () => {
  const fulfilled = INTENTS.map((one) => INTENTS.filter((other) => fulfils(one, other)).length);
  expect(fulfilled).toEqual([1, 2, 3, 4]);
  expect(INTENTS.some((intent) => fulfils("none", intent))).toBe(false);
});
