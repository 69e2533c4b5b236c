/** Bars of a scorecard: demand, remaining and designed capacity of each direction. */

import type { Capacity, Scorecard } from "../topology";
import { gbps } from "./words";

export interface Bar {
  title: string;
  /** Figures in words. */
  words: string;
  isShort: boolean;
  /** Parts of the bar's length, from 0 to 1. */
  demand: number;
  remaining: number;
  designed: number;
}

const DIRECTIONS: readonly (readonly [keyof Capacity, string])[] = [
  ["toCustomer", "To the customer"],
  ["toCloudflare", "To Cloudflare"],
];

/** One bar for each direction. A design without capacity and demand has none. */
export function barsOf({ demand, remaining, designed, worstFailure }: Scorecard): Bar[] {
  return DIRECTIONS.flatMap(([direction, title]) => {
    const needed = demand[direction];
    const [left, whole] = [remaining[direction], designed[direction]];
    const length = Math.max(needed, whole);
    if (length === 0) return [];
    const figures = [
      ...(needed > 0 ? [`${gbps(needed)} needed`] : []),
      `${gbps(left)} left${worstFailure ? ` ${worstFailure}` : ""}`,
      `${gbps(whole)} designed`,
    ];
    return [
      {
        title,
        words: figures.join(" · "),
        isShort: left < needed,
        demand: needed / length,
        remaining: left / length,
        designed: whole / length,
      },
    ];
  });
}
