/** What the pictures say of an assessment, or of a design that is not assessed. */

import { counted } from "../domain/text";
import { type Assessment, type Design, type Scorecard, scorecardOf } from "../topology";

/** Scorecard with only a name and a headline, if the design is not assessed. */
export function cardOf(design: Design, assessment: Assessment | undefined): Scorecard {
  if (assessment !== undefined) return scorecardOf(design, assessment);
  const none = { toCustomer: 0, toCloudflare: 0 };
  return {
    name: design.name,
    level: "not-judged",
    headline: `Intent ${design.intent}, not assessed`,
    lights: [],
    demand: none,
    remaining: none,
    designed: none,
  };
}

/** Text alternative of the picture. */
export function description({ ports, sessions }: Design, card: Scorecard): string {
  const counts = `${counted(ports.length, "port")} with ${counted(sessions.length, "session")}`;
  const lights = card.lights.map(({ title, answer }) => `${title}: ${answer}`);
  return [counts, card.headline, ...lights].join(". ");
}
