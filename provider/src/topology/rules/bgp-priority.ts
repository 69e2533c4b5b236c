import { FACTS } from "../../domain/facts";
import { listed } from "../../domain/text";
import type { Session } from "../design";
import { learnsByBgp, nearestCommunity, PRIORITIES } from "../preference";
import type { Rule } from "./rule";

const COMMUNITIES = [...PRIORITIES.keys()];

export const bgpPriority: Rule = {
  rule: "Routes learned by BGP get their priority from communities and prepends, and static routes from routePriority",
  figure: `${FACTS.bgpPriority.value} without a community; ${[...PRIORITIES]
    .map(([community, priority]) => `${priority} by ${community}`)
    .join(", ")}; + ${FACTS.prependPenalty.value} for each additional own ASN`,
  source: FACTS.communityPriorities.source,
  check({ sessions }) {
    return sessions.flatMap((session) =>
      problemsOf(session).map((explanation) => ({
        severity: "error",
        explanation,
        sessions: [session.name],
      })),
    );
  },
};

function problemsOf(session: Session): string[] {
  const { name, routePriority, communities = [], prepends } = session;
  if (!learnsByBgp(session)) {
    return communities.length > 0 || prepends
      ? [
          `Session "${name}" has static routes, so communities and prepends have no effect. Set routePriority instead.`,
        ]
      : [];
  }
  const problems: string[] = [];
  if (routePriority !== undefined && routePriority !== null) {
    const { community, priority } = nearestCommunity(routePriority);
    problems.push(
      `Session "${name}" learns routes by BGP, so routePriority ${routePriority} has no effect. Announce the community ${community} (priority ${priority}) and set communities instead.`,
    );
  }
  const unknown = communities.filter((community) => !PRIORITIES.has(community));
  if (unknown.length > 0) {
    problems.push(
      `Session "${name}" has communities that set no priority: ${listed(unknown)}. Use ${COMMUNITIES.slice(0, -1).join(", ")} or ${COMMUNITIES.at(-1)}.`,
    );
  }
  return problems;
}
