import { assess, type Design } from "../topology";
import { diagram, report } from ".";

/** Design in which every text from outside is this name. */
const named = (name: string): Design => ({
  name,
  intent: "single",
  maintenanceNotification: [
    { alertType: "cni_maintenance_notification" },
    { alertType: "maintenance_event_notification" },
  ],
  order: [name],
  ports: [
    {
      ...{ name, kind: "direct", interconnect: name, facility: name, site: name, metro: name },
      ...{ device: name, state: name, speed: 10, address: [name] },
    },
  ],
  sessions: [{ name, port: name, bgp: true, md5: true, localPreference: 1 }],
});

it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "pictures and report show the name %s like any other",
  (name) => {
    const design = named(name);
    const assessment = assess(design);
    expect(assessment).toMatchObject({ configured: "single", operational: "none" });
    for (const picture of [
      diagram(design, assessment, { format: "svg" }),
      diagram(design, assessment, { format: "mermaid" }),
      report(design, assessment),
    ]) {
      expect(picture).toMatch(new RegExp(name, "i"));
      expect(picture).not.toMatch(/native code|\[object|NaN|undefined/);
    }
  },
);
