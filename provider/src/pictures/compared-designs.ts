import {
  type Assessed,
  assess,
  compareDesigns,
  compareScores,
  type Design,
  type DesignDiff,
  type ScoreChange,
  type Scorecard,
  scorecardOf,
} from "../topology";
import { type ChangedMetro, changedPlaces } from "./changed-places";

/** Two designs compared: what every format of the picture shows. */
export interface ComparedDesigns {
  /** Scorecard afterwards. */
  card: Scorecard;
  diff: DesignDiff;
  scores: readonly ScoreChange[];
  metros: readonly ChangedMetro[];
}

export function compareForPicture(before: Assessed, after: Assessed): ComparedDesigns {
  const diff = compareDesigns(before.design, after.design);
  return {
    card: scorecardOf(after.design, after.assessment),
    diff,
    scores: compareScores(before, after),
    metros: changedPlaces(after.design, diff),
  };
}

/** Assesses a design without its link states, because one of two designs is usually not deployed. */
export function assessPlanned(design: Design): Assessed {
  const planned = {
    ...design,
    ports: design.ports.map(({ state: _, ...port }) => port),
    sessions: design.sessions.map(({ up: _, ...session }) => session),
  };
  return { design: planned, assessment: assess(planned) };
}
