// Measures the assessment of a design under every single and double failure.
import { performance } from "node:perf_hooks";
import { assess } from "pulumi-cloudflare-cni/topology";

/** Returns a design with four facilities, several devices in each, and a BGP session on each port. */
function design(count) {
  const ports = Array.from({ length: count }, (_, number) => ({
    name: `p${number}`,
    speed: 10,
    facility: ["Equinix AM1", "Equinix FR5", "Equinix NY1", "Equinix AT1"][number % 4],
    device: `ccr${number % 40}`,
    state: "Healthy",
  }));
  const sessions = ports.map(({ name }, number) => ({
    name: `s${number}`,
    port: name,
    bgp: true,
    customerAsn: 65010,
    localPreference: 100,
    prefixes: ["198.18.0.0/16"],
    up: true,
  }));
  return {
    name: "bench",
    intent: "site-and-device-diverse",
    ports,
    sessions,
    demand: { toCustomer: count * 4, toCloudflare: count * 2 },
    backup: { kind: "internet" },
    maintenanceNotification: [
      { alertType: "cni_maintenance_notification" },
      { alertType: "maintenance_event_notification" },
    ],
  };
}

/** Returns the milliseconds of each assessment, and separately of the first one, which also compiles the code. */
export function runTopology({ rounds }) {
  return [10, 50, 200].map((ports) => {
    const milliseconds = [];
    let pairs = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const begin = performance.now();
      pairs = assess(design(ports)).pairs.length;
      milliseconds.push(performance.now() - begin);
    }
    return { ports, pairs, first: milliseconds[0], milliseconds: milliseconds.slice(1) };
  });
}
