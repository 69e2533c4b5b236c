import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../program/user-error";
import { checkGroupArgs } from "./check-args";

const ARGS = { intent: "single", ports: { a: { slot: { metro: "EWR" } } } };
const check = (more: object) => () => checkGroupArgs("transit", { ...ARGS, ...more });

describe("checkGroupArgs", () => {
  it.each([
    {},
    { availability: "99.99%", assumptions: { port: { mtbf: "2y", mttr: "4h" } } },
    { demand: { toCustomer: 0.5 }, backup: { kind: "none", reason: "lab" }, order: ["a"] },
    { bgp: { customerAsn: 65010, md5Key: pulumi.secret("key") }, ready: false },
    { ports: { a: { slot: pulumi.output({ metro: "EWR" }), session: false, distanceKm: 2 } } },
    { settings: { defaultAsn: 64512 }, bgp: { customerAsn: 65010 } },
    { settings: { defaultAsn: pulumi.output(65010) }, bgp: { customerAsn: 65010 } },
    {
      maintenanceNotification: [
        { alertType: "cni_maintenance_notification" },
        { alertType: "maintenance_event_notification" },
      ],
      accountId: undefined,
      settings: { defaultAsn: 64512 },
    },
  ])("accepts a group with %j", (more) => {
    expect(check(more)).not.toThrow();
  });

  it.each([
    [{ demands: {} }, 'demands is not a property of a group. Did you mean "demand"?'],
    [
      {
        bgp: { customerAsn: 65010 },
        ports: { a: { slot: { metro: "EWR" }, session: { routePriority: 50 } } },
      },
      'ports.a.session.routePriority 50 has no effect on a session with BGP. Set communities: ["13335:60050"] instead,',
    ],
    [
      { assumptions: { port: { mtbf: "2 years", mttr: "4h" } } },
      'assumptions.port.mtbf "2 years" must be a duration such as "30s".',
    ],
    [
      { assumptions: { customerRouter: { mtbf: "2y" } } },
      'assumptions.customerRouter.mttr is required. Set { mtbf: "2y", mttr: "4h" }.',
    ],
    [{ assumptions: { device: "2y" } }, 'assumptions.device "2y" must be an object.'],
    [
      { assumptions: { routers: { mtbf: "2y", mttr: "4h" } } },
      "assumptions.routers is not a property of a group.",
    ],
    [
      { availability: "99.99" },
      'availability "99.99" must be a percentage above 0% and below 100%, such as "99.99%".',
    ],
    [{ ports: [] }, "ports must be an object of ports by name"],
    [{ ports: undefined }, "ports must be an object of ports by name"],
    [
      { ports: JSON.parse('{ "__proto__": { "slot": { "metro": "EWR" } } }') },
      "ports.__proto__ is not supported as a port name. Choose another name.",
    ],
    [{ ports: { a: "slot" } }, 'ports.a "slot" must be an object'],
    [
      { ports: { a: { slotid: "x" } } },
      'ports.a.slotid is not a property of a group. Did you mean "slotId"?',
    ],
    [
      { ports: { a: { slot: { metr: "EWR" } } } },
      'ports.a.slot.metr is not a property of a group. Did you mean "metro"?',
    ],
    [
      { ports: { a: { session: { localPref: 1 } } } },
      "ports.a.session.localPref is not a property",
    ],
    [{ intent: "site-and-device-divers" }, 'Did you mean "site-and-device-diverse"?'],
    [{ intent: undefined }, "intent is required. Set one of single,"],
    [
      { demand: { toCustomer: "20G" } },
      'demand.toCustomer "20G" must be a number of Gbps, 0 or more. Write 20.',
    ],
    [{ demand: { toCustomer: Number.NaN } }, "demand.toCustomer NaN must be a number of Gbps"],
    [
      { backup: { kind: "internt" } },
      'backup.kind "internt" must be one of tunnel, internet, none. Did you mean "internet"?',
    ],
    [{ onUnmet: "warning" }, 'onUnmet "warning" must be one of error, warn.'],
    [{ replaceTogether: "true" }, 'replaceTogether "true" must be true or false'],
    [{ order: "a" }, 'order "a" must be a list of strings'],
    [
      { settings: { defaultAsn: 65010 }, bgp: { customerAsn: 65010 } },
      "bgp.customerAsn 65010 conflicts with settings.defaultAsn, Cloudflare's ASN. Use another ASN, because the sessions use external BGP.",
    ],
    [
      {
        settings: { defaultAsn: 65010 },
        ports: { a: { session: { bgp: { customerAsn: 65010 } } } },
      },
      "ports.a.session.bgp.customerAsn 65010 conflicts with settings.defaultAsn",
    ],
  ])("refuses a group with %j and gives advice", (more, message) => {
    expect(check(more)).toThrow(message);
    expect(check(more)).toThrow(UserError);
  });

  it("reports all problems at once and prints no value that may be a secret", () => {
    const key = "k".repeat(60);
    const run = check({ bgp: key, demands: 1, intent: "x" });
    expect(run).toThrow(/^InterconnectGroup "transit" is not valid\.\n- .*\n- .*\n- /);
    expect(run).not.toThrow(key);
  });
});
