import * as pulumi from "@pulumi/pulumi";
import { UserError } from "pulumi-cloudflare-cni";
import { assess, type Design } from "pulumi-cloudflare-cni/topology";

const names = new pulumi.Config().requireObject<string[]>("facilities");

/** Ports and sessions of each facility's stack, with names that are unique in this design. */
const facilities = pulumi.all(
  names.map((name) => {
    const { outputs } = new pulumi.StackReference(name);
    return outputs.apply(({ design }: { design?: Design }) => {
      if (!design)
        throw new UserError(
          `Stack ${name} has no ports yet. Run \`pulumi up\` for that stack first.`,
        );
      const named = (port: string) => `${design.name}-${port}`;
      return {
        ports: design.ports.map((port) => ({ ...port, name: named(port.name) })),
        sessions: design.sessions.map((session) => ({
          ...session,
          name: named(session.name),
          port: named(session.port),
        })),
      };
    });
  }),
);

const assessment = facilities.apply((facilities) => {
  const judged = assess({
    name: "network",
    intent: "site-and-device-diverse",
    demand: { toCustomer: 20, toCloudflare: 2 },
    backup: { kind: "internet", name: "two ISPs", capacity: 20, localPreference: 40 },
    maintenanceNotification: [
      { alertType: "cni_maintenance_notification" },
      { alertType: "maintenance_event_notification" },
    ],
    ports: facilities.flatMap(({ ports }) => ports),
    sessions: facilities.flatMap(({ sessions }) => sessions),
  });
  if (judged.met === false) {
    const reasons = judged.blockers.map(({ explanation }) => `- ${explanation}`);
    throw new UserError(
      ["The facilities together do not achieve the intent:", ...reasons].join("\n"),
    );
  }
  return judged;
});

export const { configured, operational, blockers, structure, worstCase } = assessment;
